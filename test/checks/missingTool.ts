/** A tool that a check needs is not on this machine: what is missing, and how to get it. */
export class MissingTool extends Error {
  readonly howToGet: string;

  constructor(message: string, howToGet: string) {
    super(message);
    this.howToGet = howToGet;
  }
}
