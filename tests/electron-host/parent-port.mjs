import { EventEmitter } from 'node:events'

/** `process.parentPort` as Electron’s utility processes have it, over the channel of a child of Node’s. */
const port = new EventEmitter()
process.on('message', (data) => port.emit('message', { data }))
process.on('disconnect', () => process.exit())
port.postMessage = (message) => process.send(message)
process.parentPort = port
