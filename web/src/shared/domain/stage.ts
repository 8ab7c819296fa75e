import type { components } from '../api/schema';

type S = components['schemas'];

/** Stages in the order of a project's life, with the foreground and background of their tags. */
export const STAGES: Record<S['Stage'], { label: string; fg: string; bg: string }> = {
  negotiating: { label: '在谈', fg: '#17508F', bg: '#E3EEF9' },
  signed: { label: '签约', fg: '#0B6470', bg: '#DDF3F4' },
  started: { label: '开工', fg: '#8A4B08', bg: '#FCEEDB' },
  completed: { label: '竣工', fg: '#2D4A0B', bg: '#EEF5DC' },
  in_production: { label: '投产', fg: '#17653F', bg: '#DFF3E7' },
  terminated: { label: '终止', fg: '#9B1C1C', bg: '#FDE8E6' },
};

export const PROJECT_STATUS: Record<S['ProjectStatus'], string> = {
  active: '在库',
  terminated: '终止',
};
