import type { Import } from './model';

/** The steps of the journey in their order; each is a page of its own. */
export const STEPS = ['choose', 'map', 'check', 'diff', 'result'] as const;
export type Step = (typeof STEPS)[number];

/** The steps of one import, each at its own address; before the first of them there is no import yet. */
export const STEP_ADDRESS = {
  map: '/imports/$id/map',
  check: '/imports/$id/check',
  diff: '/imports/$id/diff',
  result: '/imports/$id/result',
} as const;
export type OwnStep = keyof typeof STEP_ADDRESS;

export type StepState = 'open' | 'here' | 'done';

export const STEP_LABEL: Record<Step, string> = {
  choose: '选择文件',
  map: '对应列',
  check: '校验',
  diff: '差异确认',
  result: '结果',
};

export const STEP_STATE: Record<StepState, string> = {
  open: '未开始',
  here: '进行中',
  done: '已完成',
};

export type StepFacts = Pick<Import, 'state' | 'columns_uncertain' | 'tabs'>;

const isBooked = ({ state }: StepFacts) => state === 'committed' || state === 'undone';

/** Whether the work of a step is finished, by what the server knows: a closed browser changes nothing of it. */
function isDone(step: Step, facts: StepFacts): boolean {
  if (isBooked(facts)) return true;
  if (step === 'choose') return true;
  if (facts.state !== 'read') return false;
  if (step === 'map') return facts.columns_uncertain === 0;
  return step === 'check' && facts.tabs.errors === 0;
}

/** The step where the work goes on. */
export function currentStep(facts: StepFacts): OwnStep {
  if (isBooked(facts)) return 'result';
  if (facts.state !== 'read') return 'map';
  // What is in order needs no second look, and the check is where most of the work is.
  return facts.columns_uncertain > 0 ? 'map' : 'check';
}

/** The state of each step, seen from the page of one of them. */
export function stepStates(facts: StepFacts | null, page: Step): Record<Step, StepState> {
  const states = {} as Record<Step, StepState>;
  let reached = false;
  for (const step of STEPS) {
    const done = facts !== null && isDone(step, facts);
    if (done && !(step === page && !isBooked(facts))) states[step] = 'done';
    else if (step === page || (!reached && !done)) states[step] = 'here';
    else states[step] = 'open';
    if (!done) reached = true;
  }
  return states;
}

/** Whether one can go to a step: what is read can be looked at in any order until it is booked. */
export function isReachable(step: Step, facts: StepFacts): step is OwnStep {
  if (step === 'choose') return false;
  if (isBooked(facts)) return step === 'result' || step === 'map' || step === 'check';
  if (facts.state === 'read') return step !== 'result';
  return step === 'map';
}
