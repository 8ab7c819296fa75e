import type { components } from '@/shared/api/schema';

type S = components['schemas'];

export type Import = S['Import'];
export type ImportSummary = S['ImportSummary'];
export type ImportRow = S['ImportRow'];
export type ImportProblem = S['ImportProblem'];
export type ImportPlan = S['ImportPlan'];
export type RowFilter = 'all' | 'problems' | 'terminated';
export type ImportTab = 'plan' | 'problems' | 'rows' | 'columns';

export type ProblemGroup = {
  rule: string;
  label: string;
  severity: ImportProblem['severity'];
  problems: ImportProblem[];
};

const WEIGHT: Record<ImportProblem['severity'], number> = { error: 0, warning: 1, info: 2 };

/** Problems by rule: the worst first, then the most frequent. */
export function groupProblems(problems: readonly ImportProblem[]): ProblemGroup[] {
  const groups = new Map<string, ProblemGroup>();
  for (const problem of problems) {
    const group = groups.get(problem.rule);
    if (!group) {
      groups.set(problem.rule, {
        rule: problem.rule,
        label: problem.rule_label,
        severity: problem.severity,
        problems: [problem],
      });
      continue;
    }
    group.problems.push(problem);
    if (WEIGHT[problem.severity] < WEIGHT[group.severity]) group.severity = problem.severity;
  }
  return [...groups.values()].sort(
    (a, b) => WEIGHT[a.severity] - WEIGHT[b.severity] || b.problems.length - a.problems.length,
  );
}

/**
 * The unit whose ledger a person brings in: the only one in sight. An office above several units
 * has to choose.
 */
export function ownUnit(orgs: readonly Pick<S['Org'], 'code' | 'is_unit'>[]): string | undefined {
  const [first, ...others] = orgs.filter((org) => org.is_unit);
  return others.length === 0 ? first?.code : undefined;
}

const READABLE = /\.(xlsx|xlsm|xls|ods|csv)$/i;

/** Why a file cannot even be sent, or `null`. */
export function fileProblem(name: string, size: number): string | null {
  if (!READABLE.test(name)) {
    return `「${name}」不是表格文件。请选择 xlsx、xls、ods 或 csv 文件；其他格式请先在表格软件中另存。`;
  }
  if (size === 0) return `「${name}」是空文件，请检查后重新选择。`;
  return null;
}
