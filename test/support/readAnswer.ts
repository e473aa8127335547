import { z } from 'zod';

const answerSchema = z.looseObject({
  outcome: z.string().optional(),
  code: z.string().optional(),
  detail: z.string().optional(),
  hubspotId: z.string().optional(),
  runId: z.string().default(''),
  changes: z
    .array(
      z.object({
        property: z.string(),
        change: z.string(),
        from: z.string().optional(),
        to: z.string().optional(),
      }),
    )
    .default([]),
});

/** An answer of our own HTTP functions; members that a test does not name are kept. */
export async function readAnswer(response: Response): Promise<z.infer<typeof answerSchema>> {
  return answerSchema.parse(await response.json());
}
