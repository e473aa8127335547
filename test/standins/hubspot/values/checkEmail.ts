import { domainToASCII, domainToUnicode } from 'node:url';
import { parse } from 'tldts';

const localPart = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const hostLabel = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const knownDomains = new Map<string, boolean>();
const mostKnownDomains = 10_000;

/**
 * HubSpot's rule (legacy FAQ "How does HubSpot validate email addresses"): RFC 2822 without quoted local
 * parts, and a domain that ends in a top-level domain on IANA's list. No mailbox is checked.
 */
export function isEmail(address: string): boolean {
  const at = address.lastIndexOf('@');
  return at > 0 && localPart.test(address.slice(0, at)) && isKnownDomain(address.slice(at + 1).toLowerCase());
}

function isKnownDomain(domain: string): boolean {
  const known = knownDomains.get(domain);
  if (known !== undefined) {
    return known;
  }
  if (knownDomains.size >= mostKnownDomains) {
    knownDomains.clear();
  }
  const verdict = hasListedTopLevelDomain(domain);
  knownDomains.set(domain, verdict);
  return verdict;
}

function hasListedTopLevelDomain(domain: string): boolean {
  const labels = domainToASCII(domain).split('.');
  if (labels.length < 2 || !labels.every((label) => hostLabel.test(label))) {
    return false;
  }
  const topLevel = domainToUnicode(labels[labels.length - 1] ?? '');
  return parse(`example.${topLevel}`).isIcann === true;
}
