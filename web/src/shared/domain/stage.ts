import type { components } from '../api/schema';
import { colour } from '../tokens';

type S = components['schemas'];

/** Stages in the order of a project's life, with the foreground and background of their tags. */
export const STAGES: Record<S['Stage'], { label: string; fg: string; bg: string }> = {
  negotiating: { label: '在谈', fg: colour.brandText, bg: colour.brandSoft },
  signed: { label: '签约', fg: colour.tealText, bg: colour.tealSoft },
  started: { label: '开工', fg: colour.warnText, bg: colour.warnSoft },
  completed: { label: '竣工', fg: colour.limeText, bg: colour.limeSoft },
  in_production: { label: '投产', fg: colour.okText, bg: colour.okSoft },
  terminated: { label: '终止', fg: colour.errText, bg: colour.errSoft },
};

export const PROJECT_STATUS: Record<S['ProjectStatus'], string> = {
  active: '在库',
  terminated: '终止',
};
