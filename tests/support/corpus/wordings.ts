import wordings from './wordings.json' with { type: 'json' }

/** Ways French invoices announce what they carry; « § » is where a day goes. */
export type Announced = keyof typeof wordings
export { wordings }
