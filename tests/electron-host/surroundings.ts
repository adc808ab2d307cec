/** What the host was started with. Read once: the application must not see the host's own variables. */
const { HOST_FLAGS, HOST_HEADLESS, HOST_CHROMIUM, HOST_VERBOSE, HOST_GPU, HOST_ACTS } = process.env
for (const name of Object.keys(process.env)) if (name.startsWith('HOST_')) Reflect.deleteProperty(process.env, name)

/** Chromium's own command line; `app.commandLine.appendSwitch` adds to it until `ready`. */
export const flags = (HOST_FLAGS ?? '').split('\n').filter(Boolean)

const noDisplay = process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']
/** Without windows that a person could see. */
export const headless = HOST_HEADLESS === '1' || noDisplay

/** Playwright's `_electron.launch` always gives these two, as its first arguments. */
export const underPlaywright =
  flags.includes('--remote-debugging-port=0') && process.execArgv.some((flag) => flag.startsWith('--inspect'))

/** Started by `npm start`: somebody is there to answer. Never in a test. */
export const forPerson = HOST_ACTS === '1' && !underPlaywright

/** That person has a desktop too: links and files are then really opened. */
export const actsForReal = forPerson && !headless

export const chromiumPath = HOST_CHROMIUM
export const verbose = Boolean(HOST_VERBOSE)
export const withGpu = Boolean(HOST_GPU)
