import limits from '../data/limits.json' with { type: 'json' }
import { PUBLIC_SUPPLIERS, type Structure } from '../directory/structure.ts'
import type { Parts } from '../operation.ts'
import type { Rule } from './rule.ts'
import type { Paper } from './paper.ts'
import type { Complaint } from './refusals.ts'

/** The recipient and what it asks for (chorus-pro-api.md §8.2, §8.3). Once it is not known, nothing more is said of it. */
const ofBuyer =
  (rule: (paper: Paper, buyer: Structure) => Complaint | undefined) =>
  (paper: Paper, { directory }: Parts) => {
    const buyer = directory.bySiret(paper.buyerSiret)
    return buyer && rule(paper, buyer)
  }

const buyerIsKnown: Rule = ({ buyerSiret }, { directory }) => {
  const buyer = directory.bySiret(buyerSiret)
  if (!buyer || buyer.isPrivate) return { name: 'buyerUnknown', about: buyerSiret }
  if (buyer.isClosed) return { name: 'buyerClosed', about: buyerSiret }
  return buyer.isWorksOnly ? { name: 'buyerWorksOnly', about: buyerSiret } : undefined
}

const serviceIsGiven = ofBuyer(({ serviceCode }, { needs }) =>
  needs.includes('service') && !serviceCode ? { name: 'serviceMissing' } : undefined,
)

/** A structure without services takes any code: it has nothing to compare it with. */
const serviceIsOpen = ofBuyer(({ serviceCode }, { services }) => {
  if (!serviceCode || services.length === 0) return undefined
  const service = services.find(({ code }) => code === serviceCode)
  if (!service || service.isClosed) return { name: 'serviceUnknown', about: serviceCode }
  return serviceCode === PUBLIC_SUPPLIERS ? { name: 'serviceReserved', about: serviceCode } : undefined
})

const engagementIsGiven = ofBuyer(({ serviceCode, engagement }, { needs, services }) => {
  const service = services.find(({ code }) => code === serviceCode)
  const isNeeded = needs.includes('engagement') || service?.needsEngagement
  return isNeeded && !engagement ? { name: 'engagementMissing' } : undefined
})

const eitherIsGiven = ofBuyer(({ serviceCode, engagement }, { needs }) =>
  needs.includes('either') && !serviceCode && !engagement ? { name: 'eitherMissing' } : undefined,
)

const engagementFits: Rule = ({ engagement }) =>
  engagement.length > limits.engagementLength ? { name: 'engagementTooLong' } : undefined

/** Which orders exist: ten digits that do not end with 000 (SIMULÉ). */
export const isOrder = (engagement: string): boolean => /^\d{10}(?<!000)$/.test(engagement)

/** The State looks for the order. */
const engagementExists = ofBuyer(({ engagement }, { checksEngagements }) =>
  checksEngagements && engagement && !isOrder(engagement)
    ? { name: 'engagementUnknown', about: engagement }
    : undefined,
)

export const buyerRules: Rule[] = [
  buyerIsKnown,
  serviceIsGiven,
  serviceIsOpen,
  engagementIsGiven,
  eitherIsGiven,
  engagementFits,
  engagementExists,
]
