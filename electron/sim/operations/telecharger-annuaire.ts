import { z } from 'zod'
import type { Structure } from '../directory/structure.ts'
import { downloaded, operation } from '../operation.ts'
import { tag, xmlOf } from '../writing/xml.ts'
import { zipOf } from '../writing/zip.ts'

/** The public structures and their services in one zip (chorus-pro-api.md §5.8). The XML inside is not public: this one says SIMULÉ. */
export const telechargerAnnuaire = operation({
  path: '/cpro/transverses/v1/telecharger/annuaire/destinataire',
  input: z.object({}),
  answer: (_, { directory }) => {
    const structures = directory.all().filter(({ isPrivate }) => !isPrivate)
    const xml = xmlOf(tag('AnnuaireSIMULE', structures.map(elementOf)))
    return { ...downloaded, fichierResultat: zipOf([{ name: 'annuaire_SIMULE.xml', bytes: xml }]).toString('base64') }
  },
})

const elementOf = ({ siret, name, isClosed, needs, services }: Structure) =>
  tag('Structure', [
    tag('Identifiant', siret),
    tag('RaisonSociale', name),
    tag('Statut', isClosed ? 'INACTIVE' : 'ACTIVE'),
    tag('CodeServiceObligatoire', String(needs.includes('service'))),
    tag('EngagementObligatoire', String(needs.includes('engagement'))),
    tag('EngagementOuService', String(needs.includes('either'))),
    tag(
      'Services',
      services.map((service) =>
        tag('Service', [
          tag('Code', service.code),
          tag('Nom', service.name),
          tag('EstActif', String(!service.isClosed)),
          tag('EngagementObligatoire', String(service.needsEngagement)),
        ]),
      ),
    ),
  ])
