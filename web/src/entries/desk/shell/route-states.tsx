import { Link, useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { Button } from 'antd';
import { messageOf, statusOf } from '@/shared/api/problem';
import { ForbiddenError } from '@/shared/auth/permissions';
import { PageState } from '@/ui-desk/states';

export function LostPage() {
  return (
    <PageState
      code="404"
      title="没有找到这个页面"
      hint="地址可能有误，或者内容已被删除。"
      action={<Link to="/">回到首页</Link>}
    />
  );
}

function ForbiddenPage() {
  return (
    <PageState
      code="403"
      title="没有权限查看此页"
      hint="需要时请联系系统管理员，在「用户」中为您调整角色。"
      action={<Link to="/">回到首页</Link>}
    />
  );
}

/** What a page shows whose data could not be read, or that broke. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const status = statusOf(error);
  if (error instanceof ForbiddenError || status === 403) return <ForbiddenPage />;
  if (status === 404) return <LostPage />;
  const { title, detail } = messageOf(error);
  return (
    <PageState
      title={title}
      hint={detail ?? '已填写的内容没有丢失的，可返回后再试；问题持续时请联系系统管理员。'}
      action={
        <Button
          type="primary"
          onClick={() => {
            reset();
            void router.invalidate();
          }}
        >
          重试
        </Button>
      }
    />
  );
}
