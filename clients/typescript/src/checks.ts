/** Ends the program where the desk does not do what it says. */
export function check(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(`not as it should be: ${what}`);
}
