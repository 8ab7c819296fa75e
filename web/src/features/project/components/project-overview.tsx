import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { Facts } from '@/ui-desk/facts';
import { Panel } from '@/ui-desk/page';
import { type Fact, type FactSection, type Project, type Section, isLong, sectionsOf } from '../model';
import { SectionForm } from './section-form';
import { StageGatePanel } from './stage-gate';
import styles from './project-page.module.css';

/** What is known of a project, by section; each section is edited in its place. */
export function ProjectOverview(props: {
  project: Project;
  edit: FactSection | undefined;
  field: string | undefined;
  onEdit: (section: FactSection | undefined, field?: string) => void;
}) {
  const { project, edit, onEdit } = props;
  const editable = project.not_editable_reason === null;
  return (
    <div className={styles.page}>
      <div className={styles.main}>
        {sectionsOf(project.facts).map((section) =>
          editable && edit === section.section ? (
            <Panel key={section.section} title={section.label}>
              <SectionForm
                project={project}
                section={section}
                field={props.field}
                onClose={() => onEdit(undefined)}
              />
            </Panel>
          ) : (
            <ShownSection
              key={section.section}
              section={section}
              onEdit={editable ? () => onEdit(section.section) : undefined}
              resting={edit !== undefined}
            />
          ),
        )}
      </div>
      <div className={styles.side}>
        {project.gate ? (
          <StageGatePanel
            gate={project.gate}
            notEditable={project.not_editable_reason}
            onField={(section, field) => onEdit(section, field)}
          />
        ) : null}
        <Panel title="投资企业">
          {project.investors.length === 0 ? (
            <p className={styles.quiet}>还没有填写投资方。</p>
          ) : (
            <ul className={styles.investors}>
              {project.investors.map((investor) => (
                <li key={investor.code}>
                  <Link to="/enterprises/$code" params={{ code: investor.code }}>
                    {investor.name}
                  </Link>
                  <span className={styles.quiet}>{investor.code}</span>
                </li>
              ))}
            </ul>
          )}
        </Panel>
        {editable ? null : <p className={styles.quiet}>{project.not_editable_reason}</p>}
      </div>
    </div>
  );
}

function ShownSection(props: {
  section: Section;
  onEdit: (() => void) | undefined;
  resting: boolean;
}) {
  const { section, onEdit } = props;
  return (
    <Panel
      title={section.label}
      extra={
        onEdit ? (
          <Button
            id={`edit-${section.section}`}
            size="small"
            disabled={props.resting}
            aria-label={`编辑${section.label}`}
            onClick={onEdit}
          >
            编辑
          </Button>
        ) : null
      }
    >
      <Facts
        columns={3}
        items={section.facts.map((fact) => ({
          label: fact.label.replace('(万元)', '（万元）'),
          value: <FactText fact={fact} />,
          wide: isLong(fact.field),
        }))}
      />
    </Panel>
  );
}

function FactText({ fact }: { fact: Fact }) {
  if (fact.unavailable !== null) {
    return (
      <span className={styles.unavailable}>
        暂无法提供<span className={styles.quiet}>：{fact.unavailable}</span>
      </span>
    );
  }
  if (fact.text === null) return '—';
  return (
    <>
      {fact.text}
      {fact.note ? <span className={styles.factNote}>{fact.note}</span> : null}
    </>
  );
}
