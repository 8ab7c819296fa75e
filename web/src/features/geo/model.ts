import type { Areas } from '@/geo/project';
import type { components } from '@/shared/api/schema';

type S = components['schemas'];

export type NewAreas = S['GeoBody'];
export type GeoFile = NonNullable<S['GeoAreas']['file']>;
export type Org = S['Org'];

/** What the form says about a file, as text fields. */
export type AboutForm = { name: string; source: string; review_no: string; licence: string; effective_on: string; note: string };
export const NO_ABOUT: AboutForm = { name: '', source: '', review_no: '', licence: '', effective_on: '', note: '' };

/** The largest file that the page reads; the server has the last word. */
const SIZE_LIMIT = 2 * 1024 * 1024;

/** What is wrong before anything is sent: message and field. */
export function aboutErrors(about: AboutForm, file: { name: string; size: number } | null): { message: string; fieldId: string }[] {
  const errors: { message: string; fieldId: string }[] = [];
  if (!file) errors.push({ message: '请选择界线文件', fieldId: 'geo-file' });
  else if (file.size > SIZE_LIMIT) {
    errors.push({ message: `「${file.name}」超过 2 MB，请先简化界线`, fieldId: 'geo-file' });
  }
  if (!about.name.trim()) errors.push({ message: '请填写名称', fieldId: 'geo-name' });
  if (!about.source.trim()) errors.push({ message: '请填写来源', fieldId: 'geo-source' });
  return errors;
}

/** A form with its file as the server takes it: what was left empty is not said. */
export function newAreas(about: AboutForm, boundaries: string): NewAreas {
  const said = (text: string) => text.trim() || null;
  return {
    name: about.name.trim(),
    source: about.source.trim(),
    review_no: said(about.review_no),
    licence: said(about.licence),
    effective_on: said(about.effective_on),
    note: said(about.note),
    boundaries,
  };
}

/** Units by whether a file draws them. */
export function coverage(orgs: readonly Org[], file: GeoFile): { drawn: Org[]; missing: Org[] } {
  const codes = new Set((file.areas as unknown as Areas).features.map((feature) => feature.properties.adcode));
  const units = orgs.filter((org) => org.is_unit);
  return { drawn: units.filter((org) => codes.has(org.code)), missing: units.filter((org) => !codes.has(org.code)) };
}
