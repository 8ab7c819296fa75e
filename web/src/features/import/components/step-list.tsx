import { Link } from '@tanstack/react-router';
import { type Step, type StepFacts, STEPS, STEP_ADDRESS, STEP_LABEL, STEP_STATE, isReachable, stepStates } from '../steps';
import styles from './step-list.module.css';

/** The journey's steps with the state of each; those that can be visited are links. */
export function StepList(props: { id: string | null; facts: StepFacts | null; page: Step }) {
  const { id, facts, page } = props;
  const states = stepStates(facts, page);
  return (
    <nav aria-label="导入步骤">
      <ol className={styles.steps}>
        {STEPS.map((step, index) => {
          const state = states[step];
          const inside = (
            <>
              <span className={styles.number} aria-hidden="true">
                {state === 'done' ? '✓' : index + 1}
              </span>
              <span className={styles.label}>{STEP_LABEL[step]}</span>
              <span className={styles.state}>{STEP_STATE[state]}</span>
            </>
          );
          return (
            <li
              key={step}
              className={`${styles[state]} ${step === page ? styles.current : ''}`}
              aria-current={step === page ? 'step' : undefined}
            >
              {id !== null && facts !== null && step !== page && isReachable(step, facts) ? (
                <Link to={STEP_ADDRESS[step]} params={{ id }} className={styles.body}>
                  {inside}
                </Link>
              ) : (
                <span className={styles.body}>{inside}</span>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
