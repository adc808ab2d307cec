/** Signs that would command a terminal, or turn what it shows round: controls other than line ends and tabs, changes of direction. */
const COMMANDS = /(?![\n\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu

/** A text for the terminal: the name of a file may hold anything. Written as JSON writes them. */
export const plain = (text: string): string =>
  text.replace(COMMANDS, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
