import { z } from 'zod';

const action = z.discriminatedUnion('kind', [
  /** An answer with this status and `said` as its body; without one HTML for 502 to 504 and 52x, JSON for the others. */
  z.object({
    kind: z.literal('status'),
    status: z.number().int().min(400).max(599),
    body: z.enum(['json', 'html', 'none']).optional(),
    said: z.record(z.string(), z.unknown()).optional(),
    retryAfter: z.number().nullable().optional(),
  }),
  /** The socket is destroyed without an answer. */
  z.object({ kind: z.literal('reset') }),
  /** No answer, ever; the socket stays open until one side closes it. */
  z.object({ kind: z.literal('hang') }),
  /** 200 COMPLETE without results. */
  z.object({ kind: z.literal('emptySuccess') }),
  /** A well-framed 200 whose JSON stops in the middle. */
  z.object({ kind: z.literal('truncate') }),
  /** A success that says nothing of some rows, `count` of them (1) or a `share`. `before`: they are not written. */
  z.object({
    kind: z.literal('lostRows'),
    count: z.number().int().positive().optional(),
    share: z.number().min(0).max(1).optional(),
  }),
  /** The right answer, `ms` late. */
  z.object({ kind: z.literal('slow'), ms: z.number().min(0) }),
]);

/**
 * When to disturb which call, and how. Rules are asked in the order in which they were injected; the first that
 * fires wins. Without `times`, `every` and `probability` a rule fires once; `every: 1` means always.
 */
export const faultRule = z.object({
  match: z
    .object({
      operation: z.string().optional(),
      method: z.string().optional(),
      /** Source of a regular expression for the path. */
      path: z.string().optional(),
      /** A text that the call's body holds. */
      holds: z.string().optional(),
    })
    .optional(),
  /** Fires at most so many times. */
  times: z.number().int().positive().optional(),
  /** Fires on every n-th matching call. */
  every: z.number().int().positive().optional(),
  /** Fires with this probability; the draws follow from the stand-in's seed. */
  probability: z.number().min(0).max(1).optional(),
  /** `after`: the write is committed, only its answer suffers. */
  when: z.enum(['before', 'after']),
  action,
});

export type FaultRule = z.infer<typeof faultRule>;
export type FaultAction = z.infer<typeof action>;
