import { z } from 'zod';

const texts = z.record(z.string(), z.string());

const envelopeSchema = z.object({
  time: z.iso.datetime(),
  iKey: z.string(),
  /** 100: nothing was sampled away. */
  sampleRate: z.number().optional(),
  tags: texts,
  data: z.object({
    baseType: z.string(),
    baseData: z.object({
      name: z.string().optional(),
      properties: texts.default({}),
      measurements: z.record(z.string(), z.number()).default({}),
      /** Of a dependency. */
      type: z.string().optional(),
      target: z.string().optional(),
      data: z.string().optional(),
      resultCode: z.string().optional(),
      success: z.boolean().optional(),
      duration: z.string().optional(),
    }),
  }),
});
/** One item of telemetry, as far as tests look at it. Numbers among the texts, or texts among the numbers, are refused. */
export type Envelope = z.infer<typeof envelopeSchema>;

/** A body of `/v2.1/track`: a JSON array, or one object a line. */
export function parseEnvelopes(body: string): readonly Envelope[] {
  const items = body.startsWith('[') ? JSON.parse(body) : body.split('\n').map((line) => JSON.parse(line));
  return z.array(envelopeSchema).parse(items);
}
