// node derive.mjs FOLDER OUTPUT JOBS RECIPE: for each photograph of FOLDER, the same derivatives as ours, by sharp.
// Each is decoded once and each width made of the next larger one, as ours does.
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join, parse } from "node:path";
import sharp from "sharp";

const [folder, output, jobs, recipe] = process.argv.slice(2);
const { widths, save } = JSON.parse(recipe);
sharp.concurrency(1); // as many threads as we have processes, one for each picture (UV_THREADPOOL_SIZE)
sharp.cache(false);

async function derive(name) {
  let { data, info } = await sharp(join(folder, name))
    .rotate().resize({ width: widths[0] }).raw().toBuffer({ resolveWithObject: true });
  for (const width of widths) {
    const raw = { width: info.width, height: info.height, channels: info.channels };
    if (width !== info.width)
      ({ data, info } = await sharp(data, { raw }).resize({ width }).raw().toBuffer({ resolveWithObject: true }));
    const { width: w, height: h, channels } = info;
    for (const [suffix, options] of Object.entries(save)) {
      const made = await sharp(data, { raw: { width: w, height: h, channels } }).toFormat(suffix, options).toBuffer();
      await writeFile(join(output, `${parse(name).name}-${width}.${suffix}`), made);
    }
  }
}

await mkdir(output, { recursive: true });
const names = (await readdir(folder)).sort();
await Promise.all(Array.from({ length: Number(jobs) }, async () => {
  for (let name; (name = names.shift()); ) await derive(name);
}));
