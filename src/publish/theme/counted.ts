/** Numbers with their noun. */

/** "1 setup", "2 setups". */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
