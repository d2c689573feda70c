/** Text of a template, inlined by the bundler and by vite. */
declare module '*?raw' {
  const text: string;
  export default text;
}
