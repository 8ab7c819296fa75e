import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Tabs } from 'antd';
import type { ReactNode } from 'react';
import { formatInstant } from '@/shared/format/date';
import { formatWan } from '@/shared/format/money';
import { Strip } from '@/ui-desk/facts';
import { Page, Panel } from '@/ui-desk/page';
import { WayBack } from '@/ui-desk/record-list/way-back';
import { ErrorBlock, Skeleton } from '@/ui-desk/states';
import { StageTag } from '@/ui-desk/tag';
import { type TimelineShow, Timeline } from '@/ui-desk/timeline';
import { projectQueries } from '../api';
import type { FactSection, Project, ProjectTab } from '../model';
import { ProjectFunds } from './project-funds';
import { ProjectHistory } from './project-history';
import { ProjectOverview } from './project-overview';
import { ProjectProgress } from './project-progress';
import styles from './project-page.module.css';

export type ProjectView = {
  tab?: ProjectTab | undefined;
  /** The section that is being edited. */
  edit?: FactSection | undefined;
  /** The field of it that the keyboard begins in. */
  field?: string | undefined;
  show?: TimelineShow | undefined;
};

type ProjectPageProps = {
  code: string;
  view: ProjectView;
  onView: (change: ProjectView) => void;
  onProject: (code: string) => void;
};

export function ProjectPage(props: ProjectPageProps) {
  const query = useQuery(projectQueries.one(props.code));
  if (query.isPending || query.isError) {
    return (
      <Page title="项目" above={<Link to="/projects">项目</Link>}>
        <Panel>
          {query.isError ? (
            <ErrorBlock error={query.error} onRetry={() => void query.refetch()} />
          ) : (
            <Skeleton rows={8} />
          )}
        </Panel>
      </Page>
    );
  }
  return <Loaded {...props} project={query.data} />;
}

function Loaded(props: ProjectPageProps & { project: Project }) {
  const { project, view, onView } = props;
  const panes: { key: ProjectTab; label: string; pane: ReactNode }[] = [
    {
      key: 'overview',
      label: '概况',
      pane: (
        <ProjectOverview
          project={project}
          edit={view.edit}
          field={view.field}
          onEdit={(edit, field) => onView({ edit, field })}
        />
      ),
    },
    { key: 'progress', label: '进度', pane: <ProjectProgress project={project} /> },
    { key: 'funds', label: '资金', pane: <ProjectFunds project={project} /> },
    {
      key: 'timeline',
      label: '时间线',
      pane: <ProjectTimeline code={props.code} show={view.show} onShow={(show) => onView({ show })} />,
    },
    { key: 'history', label: `变更历史 ${project.history.length}`, pane: <ProjectHistory project={project} /> },
  ];
  return (
    <Page
      title={project.name}
      above={
        <WayBack
          list="project"
          id={project.code}
          back={(search) => (
            <Link to="/projects" search={search}>
              项目
            </Link>
          )}
          onGo={props.onProject}
        />
      }
      mark={<StageTag stage={project.stage} />}
      note={
        <>
          <span>{project.org.name}</span>
          <span>编号 {project.code}</span>
          <span>
            第 {project.version} 版，{formatInstant(project.updated_at)} 更新
          </span>
        </>
      }
    >
      <Strip
        items={[
          { label: '总投资（万元）', value: formatWan(project.total_investment) },
          { label: '本年到位资金（万元）', value: formatWan(project.funds_year_to_date) },
          { label: '签约', value: project.signed_on ?? '—' },
          { label: '开工', value: project.started_on ?? '—' },
        ]}
      />
      <Tabs
        className={styles.tabs}
        activeKey={view.tab ?? 'overview'}
        destroyOnHidden
        onChange={(key) => onView({ tab: key as ProjectTab, edit: undefined, field: undefined })}
        items={panes.map(({ key, label, pane }) => ({ key, label, children: pane }))}
      />
    </Page>
  );
}

function ProjectTimeline(props: {
  code: string;
  show: TimelineShow | undefined;
  onShow: (show: TimelineShow | undefined) => void;
}) {
  const query = useQuery(projectQueries.timeline(props.code));
  return (
    <Panel>
      {query.isPending ? (
        <Skeleton rows={8} />
      ) : query.isError ? (
        <ErrorBlock error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Timeline items={query.data.items} show={props.show} onShow={props.onShow} />
      )}
    </Panel>
  );
}
