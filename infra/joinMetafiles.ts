import { posix } from 'node:path';
import type { Metafile } from 'esbuild';

/** What went into two builds, as one; the second one ran in `folder`, and its paths begin there. */
export function joinMetafiles(first: Metafile, second: Metafile, folder: string): Metafile {
  const at = (path: string) => posix.join(folder, path);
  const inputs = Object.entries(second.inputs).map(([path, input]) => {
    const imports = input.imports.map((one) => (one.external ? one : { ...one, path: at(one.path) }));
    return [at(path), { ...input, imports }] as const;
  });
  const outputs = Object.entries(second.outputs).map(([path, output]) => {
    const parts = Object.entries(output.inputs).map(([input, part]) => [at(input), part] as const);
    return [at(path), { ...output, inputs: Object.fromEntries(parts) }] as const;
  });
  return {
    inputs: { ...first.inputs, ...Object.fromEntries(inputs) },
    outputs: { ...first.outputs, ...Object.fromEntries(outputs) },
  };
}
