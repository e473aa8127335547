import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Folders whose files take long, however short they are. */
const LONG = /\/test\/(?:integration\/faults|simulation)\//;

/** Vitest's order of files, but for the long ones, which come first: one that came last would keep everybody waiting. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => LONG.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
