/**
 * Node's `require`, out of sight of bundlers: what it loads is loaded when it is asked for and from where it is installed, and no
 * bundle takes it along. For packages that are large, or that must be one and the same for all who use them.
 */
export function hiddenRequire(from: string): NodeJS.Require {
  // Next's bundler rewrites `require`s it can follow, and with them what `require.resolve` answers.
  const { createRequire } = process.getBuiltinModule("node:module");
  return createRequire(from);
}
