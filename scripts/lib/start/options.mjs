import { parseArgs } from "node:util";

const USAGE = "usage: npm start -- [--empty] [--port N] [--host ADDRESS]";
const LOOPBACK = ["127.0.0.1", "localhost", "::1"];

/** The command line of `npm start` as `{ dev, empty, port?, host }`; a wrong one ends the process with code 2. */
export function readOptions(argv) {
  const values = parse(argv);
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65536)) {
    refuseUsage(`--port takes a number from 1 to 65535, not ${JSON.stringify(values.port)}.`);
  }
  return { dev: values.dev ?? false, empty: values.empty ?? false, port, host: values.host ?? "127.0.0.1" };
}

/** Whether only this machine can reach what listens there. */
export const isLoopback = (host) => LOOPBACK.includes(host);

function parse(args) {
  const text = { type: "string" };
  const flag = { type: "boolean" };
  try {
    return parseArgs({ args, options: { dev: flag, empty: flag, port: text, host: text } }).values;
  } catch (error) {
    refuseUsage(`${error.message}\n${USAGE}`);
  }
}

function refuseUsage(text) {
  console.error(text);
  process.exit(2);
}
