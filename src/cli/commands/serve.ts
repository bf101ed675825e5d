/** `almanac serve`: the built booklet in a browser. */
import { type Command, InvalidArgumentError } from "commander";
import type { CliContext } from "../context.ts";
import { outputFolder, withOutput } from "../options.ts";

function portNumber(value: string): number {
  const port = Number(value);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError("a port is 0 to 65535.");
  return port;
}

export function registerServe(program: Command, context: CliContext): void {
  withOutput(program.command("serve").description("show the built booklet in a browser"))
    .option("--host <host>", "the address to listen on", "127.0.0.1")
    .option("--port <port>", "the port to listen on", portNumber, 4173)
    .action(async (options: { output?: string; host: string; port: number }) => {
      const { outputLayout } = await import("../../store/layout.ts");
      const { serveSite } = await import("../../serve/serve-site.ts");
      await serveSite({
        site: outputLayout(await outputFolder(options, context)).site,
        host: options.host,
        port: options.port,
        signal: context.signal,
        onListening: (address) => context.stdout.write(`the booklet is at ${address} (Ctrl-C ends)\n`),
      });
    });
}
