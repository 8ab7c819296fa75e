/**
 * Shapes of the HTTP interface, in the form that openapi-typescript writes.
 * `npm run gen` replaces this file from openapi/openapi.json.
 */
type S = components['schemas'];
type Answer<T> = { content: { 'application/json': T } };
type Failure = { content: { 'application/problem+json': S['Problem'] } };
type Params<Query, Path> = { header?: never; cookie?: never } & ([Path] extends [never]
  ? { path?: never }
  : { path: Path }) &
  ([Query] extends [never]
    ? { query?: never }
    : object extends Query
      ? { query?: Query }
      : { query: Query });
type Get<T, Query = never, Path = never> = {
  parameters: Params<Query, Path>;
  requestBody?: never;
  responses: { 200: Answer<T>; default: Failure };
};
type Write<Body, T, Path = never> = {
  parameters: Params<never, Path>;
  requestBody: { content: { 'application/json': Body } };
  responses: { 200: Answer<T>; default: Failure };
};
type Remove<Path = never> = {
  parameters: Params<never, Path>;
  requestBody?: never;
  responses: { 204: { content?: never }; default: Failure };
};
type ById = { id: string };
type Page = { limit?: number; cursor?: string };

export interface paths {
  '/api/v1/session': {
    get: Get<S['Me']>;
    post: Write<{ account: string; password: string }, S['Me']>;
    delete: Remove;
  };
  '/api/v1/session/password': {
    put: Write<{ old_password: string; new_password: string }, undefined>;
  };
  '/api/v1/demonstration': { get: Get<S['Demonstration']> };
  '/api/v1/orgs': { get: Get<{ items: S['Org'][] }> };
  '/api/v1/users': {
    get: Get<{ items: S['User'][] }>;
    post: Write<S['NewUser'], S['CreatedUser']>;
  };
  '/api/v1/users/{id}': { put: Write<S['UserChange'], S['User'], ById> };
  '/api/v1/users/{id}/password-reset': {
    post: Write<Record<string, never>, { initial_password: string }, ById>;
  };
  '/api/v1/roles': { get: Get<{ items: S['Role'][] }> };
  '/api/v1/imports': {
    get: Get<S['ImportList'], Page>;
    post: {
      parameters: { query?: never; path?: never; header?: never; cookie?: never };
      requestBody: {
        content: { 'multipart/form-data': { file: string; period: string; org_code: string } };
      };
      responses: { 201: Answer<S['Import']>; default: Failure };
    };
  };
  '/api/v1/imports/{id}': { get: Get<S['Import'], never, ById>; delete: Remove<ById> };
  '/api/v1/imports/{id}/rows': {
    get: Get<
      S['ImportRows'],
      { offset?: number; limit?: number; filter?: 'all' | 'problems' | 'terminated' },
      ById
    >;
  };
  '/api/v1/imports/{id}/commit': { post: Write<{ confirm_older?: boolean }, S['Import'], ById> };
  '/api/v1/imports/{id}/undo': { post: Write<{ reason: string }, S['Import'], ById> };
  '/api/v1/imports/{id}/cell': { get: Get<S['CellWindow'], { sheet: string; cell: string }, ById> };
  '/api/v1/imports/{id}/verdicts': {
    post: Write<Record<string, never>, S['BatchVerdicts'], ById>;
  };
  '/api/v1/claims': {
    get: Get<
      S['ClaimList'],
      Page & {
        state?: S['ClaimState'] | 'all';
        org?: string;
        kind?: S['ClaimKind'];
        import?: string;
        q?: string;
      }
    >;
  };
  '/api/v1/claims/{id}': { get: Get<S['Claim'], never, ById> };
  '/api/v1/claims/{id}/verdicts': { post: Write<S['NewVerdict'], S['Claim'], ById> };
  '/api/v1/board': { get: Get<S['Board'], { period: string; level: S['Level']; as_of?: string }> };
  '/api/v1/board/rows': {
    get: Get<
      S['Figure'],
      {
        indicator: string;
        org: string;
        period: string;
        span: S['Span'];
        level: S['Level'];
        as_of?: string;
      }
    >;
  };
  '/api/v1/projects': {
    get: Get<
      S['ProjectList'],
      Page & { q?: string; org?: string; status?: S['ProjectStatus'] }
    >;
  };
  '/api/v1/projects/{code}': { get: Get<S['Project'], never, { code: string }> };
  '/api/v1/bulletins': {
    get: Get<S['BulletinList']>;
    post: Write<{ period: string; level: S['Level'] }, S['Bulletin']>;
  };
  '/api/v1/bulletins/{id}': { get: Get<S['BulletinDetail'], never, ById> };
  '/api/v1/audit': { get: Get<S['AuditList'], Page> };
}

export interface components {
  schemas: {
    Problem: {
      type: string;
      title: string;
      status: number;
      code: string;
      detail?: string | null;
      errors?: S['FieldError'][];
      request_id?: string | null;
    };
    FieldError: { pointer?: string | null; code?: string | null; message: string };
    OrgKind: 'city' | 'county' | 'zone' | 'town' | 'department' | 'task_force' | 'outpost';
    OrgRef: { code: string; name: string; short_name: string; kind: S['OrgKind'] };
    Org: S['OrgRef'] & {
      parent_code: string | null;
      level: number;
      is_unit: boolean;
      sort: number;
    };
    RoleRef: { code: string; name: string };
    Role: S['RoleRef'] & { permissions: string[] };
    Me: {
      user_id: string;
      account: string;
      name: string;
      org: S['OrgRef'];
      roles: S['RoleRef'][];
      permissions: string[];
      must_change_password: boolean;
      demonstration: boolean;
      default_period: string;
      landing: 'stats' | 'imports' | 'recognition' | 'projects' | 'users' | 'audit' | 'orgs';
    };
    Demonstration: {
      enabled: boolean;
      accounts: { account: string; name: string; org: string; role: string }[];
      password: string;
    };
    User: {
      id: string;
      account: string;
      name: string;
      org: S['OrgRef'];
      roles: S['RoleRef'][];
      active: boolean;
      locked_until: string | null;
      last_login_at: string | null;
    };
    NewUser: { account: string; name: string; org_code: string; roles: string[] };
    UserChange: { name?: string; roles?: string[]; active?: boolean };
    CreatedUser: { user: S['User']; initial_password: string };
    ImportState: 'read' | 'committed' | 'undone';
    ImportSummary: {
      id: string;
      file_name: string;
      size: number;
      period: string;
      org: S['OrgRef'];
      state: S['ImportState'];
      created_by: string;
      created_at: string;
      committed_at: string | null;
      undone_at: string | null;
      rows: number;
      problem_counts: { error: number; warning: number; info: number };
    };
    ImportList: { items: S['ImportSummary'][]; total: number | null; next_cursor: string | null };
    Import: S['ImportSummary'] & {
      total_investment: string;
      funds_year_to_date: string;
      sheets: S['ImportSheet'][];
      problems: S['ImportProblem'][];
      plan: S['ImportPlan'] | null;
      result: S['ImportResult'] | null;
      pending_claims: number;
      checked_claims: number;
    };
    ImportSheet: {
      name: string;
      kind: 'ledger' | 'ended' | 'summary' | 'ignored';
      note: string | null;
      header_rows: string | null;
      unit: string | null;
      year: number | null;
      columns: S['ImportColumn'][];
    };
    Confidence: 'exact' | 'normalised' | 'approximate' | 'failed';
    ImportColumn: {
      letter: string;
      header: string;
      field: string | null;
      field_label: string | null;
      unit: string | null;
      confidence: S['Confidence'];
      samples: string[];
    };
    Severity: 'error' | 'warning' | 'info';
    ImportProblem: {
      severity: S['Severity'];
      rule: string;
      rule_label: string;
      sheet: string | null;
      cell: string | null;
      raw: string | null;
      message: string;
    };
    ImportPlan: {
      new_projects: number;
      changed_projects: number;
      unchanged_projects: number;
      claims: { kind: S['ClaimKind']; kind_label: string; count: number; amount: string | null }[];
      skipped: { cell: string; reason: string }[];
      blocked: string[];
      warnings: string[];
    };
    ImportResult: {
      new_projects: number;
      changed_projects: number;
      claims: number;
      withdrawn?: number | null;
    };
    ImportRows: { total: number; items: S['ImportRow'][] };
    ImportRow: {
      index: number;
      sheet: string;
      row: number;
      status: 'live' | 'terminated';
      action: 'new' | 'change' | 'same' | 'skip';
      action_note: string | null;
      project_code: string | null;
      name: string;
      investor: string | null;
      total_investment: string | null;
      signed_on: string | null;
      started_on: string | null;
      funds_year_to_date: string | null;
      confidence: S['Confidence'];
      cells: S['ImportCell'][];
      problems: { severity: S['Severity']; rule: string; message: string; cell: string | null }[];
    };
    ImportCell: {
      field: string;
      field_label: string;
      address: string;
      raw: string;
      value: string | null;
      confidence: S['Confidence'];
    };
    CellWindow: {
      sheet: string;
      cell: string;
      raw: string | null;
      header_rows: string[][];
      window: {
        first_row: number;
        first_column: number;
        columns: string[];
        rows: { row: number; cells: { address: string; raw: string; is_target: boolean }[] }[];
      };
    };
    ClaimKind:
      | 'signed'
      | 'started'
      | 'entered_statistics'
      | 'completed'
      | 'in_production'
      | 'terminated'
      | 'funds_paid_in'
      | 'foreign_capital_used';
    ClaimState: 'pending' | 'recognised' | 'returned' | 'withdrawn';
    Source: {
      kind: 'import' | 'form' | 'api' | 'correction';
      import_id?: string | null;
      file_name?: string | null;
      sheet?: string | null;
      cell?: string | null;
      raw?: string | null;
    };
    Claim: {
      id: string;
      project: { code: string; name: string; org: S['OrgRef']; investor: string | null };
      kind: S['ClaimKind'];
      kind_label: string;
      amount: string | null;
      currency: string;
      approximate: boolean;
      fund_class: string | null;
      origin_scope: string | null;
      occurred_on: string | null;
      period: string;
      reported_by: string;
      reported_at: string;
      source: S['Source'];
      state: S['ClaimState'];
      checks: { rule: string; passed: boolean; message: string }[];
      verdicts: S['Verdict'][];
      decidable: boolean;
      not_decidable_reason: string | null;
    };
    Outcome: 'passed' | 'returned' | 'rejected' | 'revoked';
    Verdict: {
      level: string;
      outcome: S['Outcome'];
      amount: string | null;
      reason: string | null;
      by: string;
      at: string;
    };
    NewVerdict: { outcome: S['Outcome']; amount?: string; reason?: string };
    ClaimList: { items: S['Claim'][]; total: number | null; next_cursor: string | null };
    BatchVerdicts: {
      recognised: number;
      left: { claim_id: string; project_name: string; reason: string }[];
    };
    Level: 'recognised' | 'reported';
    Span: 'month' | 'cumulative' | 'last_year_month' | 'last_year_cumulative';
    FigureUnit: 'ge' | 'yi' | 'pct';
    Indicator: {
      code: string;
      name: string;
      unit: S['FigureUnit'];
      definition: string;
      rows_available: boolean;
    };
    BoardValue: {
      month: string | null;
      cumulative: string | null;
      last_year_month: string | null;
      last_year_cumulative: string | null;
      growth: string | null;
      growth_note: string | null;
    };
    BoardLine: { org: S['OrgRef']; values: Record<string, S['BoardValue']> };
    Board: {
      period: string;
      level: S['Level'];
      as_of: string;
      data_as_of_label: string;
      indicators: S['Indicator'][];
      total: S['BoardLine'];
      lines: S['BoardLine'][];
    };
    FigureRow: {
      claim_id: string;
      project: { code: string; name: string; investor: string | null };
      org: S['OrgRef'];
      kind: S['ClaimKind'];
      kind_label: string;
      period: string;
      occurred_on: string | null;
      count: string | null;
      amount: string | null;
      reported_by: string;
      reported_at: string;
      recognised_by: string | null;
      recognised_at: string | null;
      note: string | null;
      source: S['Source'];
    };
    FigurePart: { value: string | null; rows: S['FigureRow'][] };
    Figure: {
      indicator: string;
      definition: string;
      value: string | null;
      unit: S['FigureUnit'];
      span_label: string;
      as_of: string;
      rows: S['FigureRow'][];
      numerator?: S['FigurePart'] | null;
      denominator?: S['FigurePart'] | null;
    };
    ProjectStage: 'negotiating' | 'signed' | 'started' | 'in_production' | 'terminated';
    ProjectStatus: 'active' | 'terminated';
    ProjectSummary: {
      code: string;
      name: string;
      investor: string | null;
      org: S['OrgRef'];
      industry: string | null;
      total_investment: string | null;
      signed_on: string | null;
      started_on: string | null;
      funds_year_to_date: string | null;
      stage: S['ProjectStage'];
      stage_label: string;
      status: S['ProjectStatus'];
      updated_at: string;
    };
    ProjectList: { items: S['ProjectSummary'][]; total: number | null; next_cursor: string | null };
    Project: S['ProjectSummary'] & {
      project_code: string | null;
      credit_code: string | null;
      place: string | null;
      category: string | null;
      origin_scope: string | null;
      content: string | null;
      history: S['ProjectVersion'][];
      claims: S['Claim'][];
      stage_moves: {
        from: S['ProjectStage'] | null;
        to: S['ProjectStage'];
        at: string;
        by: string;
      }[];
    };
    ProjectVersion: {
      version: number;
      at: string;
      by: string;
      cause: string;
      changes: {
        field: string;
        field_label: string;
        before: string | null;
        after: string | null;
      }[];
    };
    Bulletin: {
      id: string;
      number: number;
      title: string;
      period: string;
      level: S['Level'];
      as_of: string;
      issued_by: string;
      issued_at: string;
      files: { kind: 'bulletin' | 'annex'; file_name: string; size: number }[];
    };
    BulletinList: { items: S['Bulletin'][]; total: number | null; next_cursor: string | null };
    BulletinDetail: S['Bulletin'] & {
      figures: {
        id: string;
        label: string;
        value_text: string;
        indicator: string;
        org: string | null;
        span: S['Span'] | 'growth';
      }[];
      text: string[];
    };
    AuditEntry: {
      id: string;
      at: string;
      actor: string;
      action: string;
      action_label: string;
      object: string;
      detail: Record<string, unknown>;
      address: string | null;
      request_id: string | null;
      sealed: boolean;
    };
    AuditList: { items: S['AuditEntry'][]; total: number | null; next_cursor: string | null };
  };
}
