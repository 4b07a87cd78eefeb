// Sends files with tus-js-client: `node upload.mjs '{"endpoint": …, "headers": …, "metadata": …, "file": …, "how": …}'`.
// Prints one line of JSON: how it ended.
import { readFileSync } from "node:fs";
import { argv, stdout } from "node:process";
import { Upload } from "tus-js-client";

const { endpoint, headers, metadata, file, how } = JSON.parse(argv[2]);
const bytes = readFileSync(file);
const CHUNK_BYTES = 100_000;

/** Sends the file; settles when it has arrived, failed, or was aborted after its first chunk. */
function send(options, abortion) {
  return new Promise((resolve) => {
    const upload = new Upload(bytes, {
      endpoint,
      headers,
      metadata,
      retryDelays: [0, 100, 500],
      onSuccess: () => resolve({ ended: "success", url: upload.url }),
      onError: (error) => resolve({ ended: "error", status: error.originalResponse?.getStatus() ?? 0 }),
      onChunkComplete: async () => {
        if (!abortion) return;
        await upload.abort(abortion === "terminate");
        resolve({ ended: "aborted", url: upload.url });
      },
      ...options,
    });
    upload.start();
  });
}

const ways = {
  at_once: () => send({ uploadDataDuringCreation: true }),
  by_chunks: () => send({ chunkSize: CHUNK_BYTES }),
  by_override: () => send({ chunkSize: CHUNK_BYTES, overridePatchMethod: true }),
  resumed: async () => {
    const { url } = await send({ chunkSize: CHUNK_BYTES }, "stop");
    return send({ uploadUrl: url, chunkSize: CHUNK_BYTES });
  },
  terminated: () => send({ chunkSize: CHUNK_BYTES }, "terminate"),
};
stdout.write(`${JSON.stringify(await ways[how]())}\n`);
