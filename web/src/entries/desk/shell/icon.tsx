import AuditOutlined from '@ant-design/icons/AuditOutlined';
import BarChartOutlined from '@ant-design/icons/BarChartOutlined';
import CalculatorOutlined from '@ant-design/icons/CalculatorOutlined';
import FileTextOutlined from '@ant-design/icons/FileTextOutlined';
import ImportOutlined from '@ant-design/icons/ImportOutlined';
import ProjectOutlined from '@ant-design/icons/ProjectOutlined';
import SafetyCertificateOutlined from '@ant-design/icons/SafetyCertificateOutlined';
import TeamOutlined from '@ant-design/icons/TeamOutlined';
import type { MenuItem } from './menu';

const ICONS = {
  stats: BarChartOutlined,
  projects: ProjectOutlined,
  imports: ImportOutlined,
  recognition: SafetyCertificateOutlined,
  bulletins: FileTextOutlined,
  check: CalculatorOutlined,
  users: TeamOutlined,
  audit: AuditOutlined,
};

export function MenuIcon({ name }: { name: MenuItem['icon'] }) {
  const Icon = ICONS[name];
  return <Icon aria-hidden="true" />;
}
