import { Link } from '@tanstack/react-router';
import { type Me, can } from '@/shared/auth/permissions';
import { formatInstant } from '@/shared/format/date';
import { Notice } from '@/ui-desk/states';
import type { Import } from '../model';

/** What a committed or undone import has done. */
export function ImportResultView({ data, me }: { data: Import; me: Me }) {
  const { result } = data;
  if (data.state === 'undone') {
    return (
      <Notice tone="warn" title={`已于 ${formatInstant(data.undone_at)} 整批撤销`}>
        {result?.withdrawn ? `撤回申报 ${result.withdrawn} 条，` : ''}项目已恢复到导入之前。
      </Notice>
    );
  }
  if (data.state !== 'committed' || !result) return null;
  return (
    <Notice
      tone="ok"
      title={`已于 ${formatInstant(data.committed_at)} 入账：新增项目 ${result.new_projects} 个，更新 ${result.changed_projects} 个，写入申报 ${result.claims} 条`}
    >
      {data.pending_claims > 0 ? (
        <p>
          待认定 {data.pending_claims} 条，其中自动检查全部通过的 {data.checked_claims} 条
          {can(me, 'claim.read') ? (
            <>
              ，
              <Link to="/recognition" search={{ import: data.id }}>
                查看认定进度
              </Link>
            </>
          ) : null}
          。
        </p>
      ) : (
        <p>申报都已办理完毕。</p>
      )}
    </Notice>
  );
}
