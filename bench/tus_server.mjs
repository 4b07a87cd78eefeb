// A tus server of others to measure against: `node tus_server.mjs FOLDER sync|plain`. Prints its port once it listens.
import { open } from "node:fs/promises";
import { join } from "node:path";
import { argv, stdout } from "node:process";
import { FileStore } from "@tus/file-store";
import { Server } from "@tus/server";

const [folder, how] = argv.slice(2);

/** Keeps a file as we promise to: what was written is on the disk before it is answered. */
class SyncedStore extends FileStore {
  async write(readable, id, offset) {
    const written = await super.write(readable, id, offset);
    const file = await open(join(folder, id), "r+");
    await file.sync();
    await file.close();
    return written;
  }
}

const datastore = new (how === "sync" ? SyncedStore : FileStore)({ directory: folder });
const server = new Server({ path: "/uploads", datastore }).listen({ host: "127.0.0.1", port: 0 }, () => {
  stdout.write(`${server.address().port}\n`);
});
