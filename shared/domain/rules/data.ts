import limits from '../../tables/limits.json' with { type: 'json' }
import means from '../../tables/payment-means.json' with { type: 'json' }
import { carried } from '../document/submission-format.ts'
import { Cadre, type FieldName } from '../fields/fields.ts'
import { differencesOf, leavingDifferences, whatDiffers } from '../document/differences.ts'
import { isInData, type FileKind } from '../document/reading.ts'
import { rule } from './rule.ts'

const hiddenData = rule({
  code: 'document.facturx',
  control: 'data',
  source: 'domaine.md §2.3 [D1]',
  confidence: 'sure',
  severity: 'warn',
  find: (_fields, { document, circuit, origins }) =>
    // What contradicts the page says as much, and more; of what was written or attached here it goes without saying.
    document.kind === 'facturx' &&
    circuit === 'flux' &&
    !differencesOf(document).length &&
    origins.number?.source !== 'written'
      ? {
          message: 'Ce PDF contient des données pour les ordinateurs (Factur-X).',
          advice: 'Chorus Pro prendra ces données-là, pas le formulaire.',
        }
      : undefined,
})

/** What to do about the data of a file, which nobody can type over. */
const other = (kind: FileKind) =>
  kind === 'facturx'
    ? 'Déposez le PDF simple, ou corrigez le fichier dans le logiciel qui l’a fait.'
    : 'Corrigez le fichier dans le logiciel qui l’a fait.'

/** Chorus Pro refuses a CII flow without it, credit notes included (chorus-pro-api.md §8.9 [S]). */
const paymentMeans = rule({
  code: 'flux.paymentMeans',
  control: 'data',
  source: 'chorus-pro-api.md §8.9, domaine.md §9 [D2]',
  confidence: 'sure',
  severity: 'stop',
  find: (_fields, { document: { kind, paymentMeansCode }, circuit }) => {
    if (circuit !== 'flux' || !['facturx', 'cii'].includes(kind)) return undefined
    if (!paymentMeansCode)
      return {
        message: 'Les données du fichier n’indiquent pas le mode de règlement : Chorus Pro les refuserait.',
        advice: other(kind),
      }
    return means.entries.some(({ code }) => code === paymentMeansCode)
      ? undefined
      : {
          message: `Chorus Pro n’accepte pas le mode de règlement « ${paymentMeansCode} » de ces données.`,
          advice: other(kind),
        }
  },
})

/** What the schema allows and Chorus Pro turns away, as others have met it (domaine.md §9 [D2] [D4]). */
const defectFree = rule({
  code: 'flux.defect',
  control: 'data',
  source: 'domaine.md §9 [D2] [D4], chorus-pro-api.md §8.9',
  confidence: 'sure',
  severity: 'stop',
  find: (_fields, { document: { kind, defects = [] }, circuit }) =>
    circuit !== 'flux' || !defects[0]
      ? undefined
      : {
          message:
            defects[0] === 'secondPaymentMeans'
              ? 'Un second mode de règlement, dans les données, n’a pas de code : Chorus Pro les refuserait.'
              : 'Les données donnent un prix brut sans la remise qui va avec : Chorus Pro les refuserait.',
          advice: other(kind),
        },
})

/** Invoices a buyer writes for its supplier, and other kinds Chorus Pro does not take (domaine.md §7, §13 [R5]). */
const kindAccepted = rule({
  code: 'typeCode.refused',
  control: 'data',
  source: 'domaine.md §7, §13 [R5]',
  confidence: 'sure',
  severity: 'stop',
  field: 'typeCode',
  find: ({ typeCode }, { document, circuit }) => {
    if (['380', '381', '384', '386'].includes(typeCode)) return undefined
    const isByBuyer = ['389', '261'].includes(typeCode)
    if (circuit === 'pdf' && !isByBuyer) return undefined
    return {
      // On the form there is only « facture » or « avoir »: it is for the person to say which.
      severity: circuit === 'pdf' ? 'warn' : 'stop',
      message: isByBuyer
        ? 'Cette facture est faite par le client à votre place (autofacturation) : Chorus Pro ne la prend pas.'
        : `Chorus Pro ne prend pas ce type de document (« ${typeCode} »).`,
      advice: circuit === 'pdf' ? 'Voyez avec votre client comment la déposer.' : other(document.kind),
    }
  },
})

const list = new Intl.ListFormat('fr', { type: 'conjunction' })

/** The data of a Factur-X say something else than its page (domaine.md §6.4, §13). */
const sameAsPage = rule({
  code: 'data.contradiction',
  control: 'data',
  source: 'domaine.md §6, §13',
  confidence: 'sure',
  severity: 'warn',
  find: (fields, { document, circuit }) => {
    const differing = leavingDifferences(fields, document, circuit).map(({ field }) => whatDiffers(field))
    if (!differing.length) return undefined
    const message = `La page et les données de ce fichier ne disent pas la même chose pour ${list.format(differing)}.`
    return circuit === 'flux'
      ? {
          message,
          advice: 'Chorus Pro prendra les données, pas la page. Si la page dit vrai, déposez le PDF simple.',
        }
      : { message, advice: 'Ce qui est saisi ici partira : choisissez pour chaque valeur.' }
  },
})

/** Which schema Chorus Pro holds a file against is not published: likely, so it only warns. */
const wellFormed = rule({
  code: 'data.schema',
  control: 'data',
  source: 'chorus-pro-api.md §9.2 (ERR_XSD_001), domaine.md §2.3',
  confidence: 'likely',
  severity: 'warn',
  find: (_fields, { document, circuit }) => {
    const faults = document.notes.filter(({ code }) => code === 'reading.schema')
    if (circuit !== 'flux' || !faults[0]) return undefined
    const others = faults.length - 1
    const more = others ? ` Il y a ${others} ${others > 1 ? 'autres défauts' : 'autre défaut'}.` : ''
    return {
      message: `${faults[0].message}${more}`,
      advice:
        document.kind === 'facturx'
          ? 'Chorus Pro risque de rejeter ces données : déposez le PDF simple, ou demandez un nouveau fichier à votre logiciel.'
          : 'Chorus Pro risque de rejeter ce fichier : demandez-en un nouveau à votre logiciel.',
    }
  },
})

/** The bank account and the names are only carried by the data: nobody can shorten them here (domaine.md §2.5). */
const dataTooLong = rule({
  code: 'flux.tooLong',
  control: 'data',
  source: limits.nameLength.source,
  confidence: 'sure',
  severity: 'stop',
  find: ({ supplierName, buyerName, iban }, { document, circuit, origins }) => {
    if (circuit !== 'flux') return undefined
    const isData = (name: FieldName) => origins[name] !== undefined && isInData(origins[name])
    const name = [
      { is: isData('supplierName') && supplierName, what: 'Le nom de votre entreprise' },
      { is: isData('buyerName') && buyerName, what: 'Le nom du client' },
    ].find(({ is }) => is && is.length > limits.nameLength.value)
    if (name)
      return {
        message: `${name.what} dépasse ${limits.nameLength.value} caractères dans le fichier : Chorus Pro ne l’accepte pas.`,
        advice: other(document.kind),
      }
    return isData('iban') && iban.replace(/\s/g, '').length > limits.ibanLength.value
      ? {
          message: `L’IBAN du fichier dépasse ${limits.ibanLength.value} caractères : Chorus Pro ne l’accepte pas.`,
          advice: other(document.kind),
        }
      : undefined
  },
})

const worksData = rule({
  code: 'flux.cadre',
  control: 'data',
  source: 'chorus-pro-api.md §7.1, §8.9 ; domaine.md §5.2',
  confidence: 'likely',
  severity: 'warn',
  find: (_fields, { document: { kind, businessProcess = '' }, circuit }) =>
    circuit === 'flux' && businessProcess && !/^[BSM]\d$/.test(businessProcess) && !cadres.has(businessProcess)
      ? {
          message: `Ces données annoncent le cadre « ${businessProcess} », qui ne se dépose pas ainsi.`,
          advice: /^A\d+$/.test(businessProcess)
            ? 'Une facture de marché de travaux se dépose sur le portail, dans « Factures de travaux ».'
            : other(kind),
        }
      : undefined,
})
const cadres = new Set<string>(Cadre.options)

const reformDialect = rule({
  code: 'flux.reform',
  control: 'data',
  source: 'chorus-pro-api.md §7.1 [P]',
  confidence: 'likely',
  severity: 'warn',
  find: (_fields, { document, circuit }) =>
    circuit === 'flux' && /^[BSM]\d$/.test(document.businessProcess ?? '')
      ? {
          message: `Ces données suivent les règles de la réforme (« ${document.businessProcess ?? ''} »), pas celles de Chorus Pro.`,
          advice:
            document.kind === 'facturx'
              ? 'Elles seront sans doute rejetées : déposez le PDF simple.'
              : 'Elles seront sans doute rejetées. Demandez à votre logiciel un fichier pour Chorus Pro.',
        }
      : undefined,
})

const typedInVain = rule({
  code: 'flux.typed',
  control: 'data',
  source: 'domaine.md §2.3 [D1]',
  confidence: 'sure',
  severity: 'stop',
  find: (fields, { document, circuit, origins }) => {
    if (circuit !== 'flux') return undefined
    const inVain = carried.filter(([name]) => fields[name] && origins[name] && !isInData(origins[name]))
    return inVain.length
      ? {
          field: inVain[0]![0],
          message: `Chorus Pro prendra les données du fichier, pas ce qui est lu sur la page ou saisi ici : ${inVain.map(([, what]) => what).join(', ')}.`,
          advice:
            document.kind === 'facturx'
              ? 'Déposez le PDF simple pour que votre saisie compte.'
              : 'Corrigez le fichier dans le logiciel qui l’a fait, puis déposez-le de nouveau.',
        }
      : undefined
  },
})

/** What the data of a structured file say to Chorus Pro, beyond the fields. */
export const dataRules = [
  hiddenData,
  sameAsPage,
  wellFormed,
  kindAccepted,
  paymentMeans,
  defectFree,
  worksData,
  reformDialect,
  dataTooLong,
  typedInVain,
]
