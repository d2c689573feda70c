/** The roots of "administrator" and "approval" as the page of the missing consent has them in many languages. */
const ADMINISTRATOR =
  /administr|amministrat|ylläpitäj|\badmin|beheerder|správc|pääkäyttäj|järjestelmänvalvoj|yönetici|διαχειριστ|администратор|адміністратор|管理者|管理员|管理員|관리자|ผู้ดูแล|מנהל|مسؤول/i;
const APPROVAL =
  /genehmig|approv|approba|aproba|aprova|goedkeur|toestemming|zatwierdz|zgod[ayę]|godkän|godkend|godkjenn|schvál|schvalen|hyväksy|onay|έγκρισ|утвержден|одобрен|затвердж|承認|批准|核准|승인|อนุมัติ|אישור|موافقة/i;
/**
 * The same of the page of a Conditional Access policy: the sign-in was a success, not its contrary, and does not meet the criteria.
 */
const SIGNED_IN =
  /anmeld|sign.?in|connexion|inicio de sesión|accesso|\bentrada|início de sessão|aanmeld|サインイン|登录|登入|로그인|logowani|inlogg|pålogg|log[ -]?ind?|logon|вход|oturum|přihl|prihl|bejelentkez|kirjaut/i;
const SUCCEEDED =
  /(?<!un|in|mal|miss?|epä|ne|不|(?:nie|niet|inte|ikke|не) ?)(?:erfolg(?!los)|success|réussi|correct|riuscit|êxito|sucedid|geslaagd|成功|성공|powiodł|lyckad|vellyk|lykkede|выполнен|успе[шх]|başarı(?!sız)|úspěš|úspeš|sikeres|onnist)/i;
const CRITERIA =
  /krit[eé]r|critères|criteri|critér|条件|條件|기준|조건|villkor|vilkår|\bkrav|koşul|ölçüt|услови|ehdot|ehtoj|feltétel|podmín|podmien|warunk/i;
/** Such a page is short; a log that holds both words somewhere is none. */
const LONGEST_PAGE = 2_500;
const GRAPH_HOST = /graph\.microsoft|microsoft ?graph/i;
const STATUS = /(?<![\d.:-])(401|403|404|429|503|504)(?![\d.:-])/;
const GRAPH_STATUS: Readonly<Record<string, string>> = {
  '401': 'graph:unauthorized',
  '403': 'graph:forbidden',
  '404': 'graph:itemNotFound',
  '429': 'graph:TooManyRequests',
  '503': 'graph:serviceNotAvailable',
  '504': 'graph:serviceNotAvailable',
};
/** A status of some other server, called one or beside its name; a number alone is any number. */
const REFUSAL =
  /(?:\b(?:http|status|code|error|response|returned|answered)\b[^\d\n]{0,24}(40[13])(?![\d.:-])|(?<![\d.:-])(40[13])\W{0,3}(?:unauthori[sz]ed|forbidden))/i;
const SIGN_IN_ADDRESS =
  /login\.(?:microsoftonline\.|partner\.microsoftonline\.|windows\.net)[^\s]{0,120}\/authorize\?/i;
/** A label and an id, as they stand under an error page in any language. */
const SUPPORT_ID = /[\p{L}.)]{2}[ .]{0,2}: ?\n?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/iu;

/** Host and port as .NET puts them behind the sentence of the system, which is in its language. */
const HOST_OF_EXCEPTION = /\(login\.[a-z.]{4,60}:443\)/i;
/** What Terraform prints of a refusal, with a code that is not in the catalogue. */
const OF_TERRAFORM = /with (?:OData )?error: [A-Za-z_]{4,70}:/;
/** The answer of a sign-in at its redirect URI, with its code. */
const ANSWER = /\/[^\s?]{0,200}\?(?:[^\s"'?]{0,300}&)?code=[\w.%-]{3}/;
const UNTAKEN = /(?<![\w.-])(?:404|ECONNREFUSED|ERR_CONNECTION_REFUSED)(?![\w-])/;
/** An answer with its code, state and session is about so long. */
const ANSWER_LINE = 3_000;

/** Under which Claude keeps what failed. */
const REFERENCE = /\bofid_[0-9a-f]{4,}/i;

/** The entry of a text that has no number and no known wording, recognised by its shape. */
export function looksLike(plain: string): { readonly entry: string; readonly at: number } | null {
  const short = plain.length <= LONGEST_PAGE;
  if (short && ADMINISTRATOR.test(plain) && APPROVAL.test(plain))
    return { entry: 'symptom:need-admin-approval', at: 0 };
  if (short && [SIGNED_IN, SUCCEEDED, CRITERIA].every((root) => root.test(plain)))
    return { entry: '53003', at: 0 };
  const status = GRAPH_HOST.test(plain.slice(0, 100_000)) ? STATUS.exec(plain.slice(0, 100_000)) : null;
  if (status !== null) return { entry: GRAPH_STATUS[status[1] ?? ''] ?? 'graph:forbidden', at: status.index };
  const unreached = HOST_OF_EXCEPTION.exec(plain.slice(0, 100_000));
  if (unreached !== null) return { entry: 'symptom:entra-unreachable', at: unreached.index };
  const written = OF_TERRAFORM.exec(plain.slice(0, 100_000));
  if (written !== null) return { entry: 'graph:Request_BadRequest', at: written.index };
  const untaken = untakenAnswer(plain);
  if (untaken !== null) return { entry: 'symptom:callback-not-served', at: untaken };
  const refusal = REFUSAL.exec(plain.slice(0, 100_000));
  if (refusal !== null)
    return { entry: `symptom:server-answers-${refusal[1] ?? refusal[2]}`, at: refusal.index };
  const address = SIGN_IN_ADDRESS.exec(plain);
  if (address !== null) return { entry: 'symptom:sign-in-address', at: address.index };
  const id = short ? (SUPPORT_ID.exec(plain) ?? REFERENCE.exec(plain)) : null;
  return id === null ? null : { entry: 'symptom:ids-only', at: id.index };
}

/** Where an answer stands that nothing took: the status is on its line. */
function untakenAnswer(plain: string): number | null {
  const answer = ANSWER.exec(plain.slice(0, 100_000));
  if (answer === null) return null;
  const [line = ''] = plain.slice(answer.index, answer.index + ANSWER_LINE).split('\n', 1);
  return UNTAKEN.test(line) ? answer.index : null;
}
