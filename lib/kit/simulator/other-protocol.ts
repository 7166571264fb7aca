import type { Server } from "node:http";
import { createServer, type Socket } from "node:net";

/** Something else than HTTP/1 that a platform speaks at the same address, told by how a connection begins. */
export type OtherProtocol = {
  begins: string;
  /** Nothing more of the connection is read before this is done. */
  take(socket: Socket): void | Promise<void>;
};

/** A server that hands each connection to whoever understands it. */
export function sharedServer(http: Server, other: OtherProtocol) {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
    socket.on("error", () => {});
    socket.once("data", async (first: Buffer) => {
      socket.pause();
      const isOther = first.toString("latin1", 0, other.begins.length) === other.begins;
      socket.unshift(first);
      if (isOther) await other.take(socket);
      else http.emit("connection", socket);
      socket.resume();
    });
  });
  return {
    server,
    closeAllConnections: () => {
      for (const socket of open) socket.destroy();
    },
  };
}
