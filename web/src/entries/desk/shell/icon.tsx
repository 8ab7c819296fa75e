import AuditOutlined from '@ant-design/icons/AuditOutlined';
import BankOutlined from '@ant-design/icons/BankOutlined';
import BarChartOutlined from '@ant-design/icons/BarChartOutlined';
import CalculatorOutlined from '@ant-design/icons/CalculatorOutlined';
import FileDoneOutlined from '@ant-design/icons/FileDoneOutlined';
import EnvironmentOutlined from '@ant-design/icons/EnvironmentOutlined';
import FileSearchOutlined from '@ant-design/icons/FileSearchOutlined';
import FileTextOutlined from '@ant-design/icons/FileTextOutlined';
import ImportOutlined from '@ant-design/icons/ImportOutlined';
import ProjectOutlined from '@ant-design/icons/ProjectOutlined';
import ReadOutlined from '@ant-design/icons/ReadOutlined';
import SafetyCertificateOutlined from '@ant-design/icons/SafetyCertificateOutlined';
import TeamOutlined from '@ant-design/icons/TeamOutlined';
import type { MenuItem } from './menu';

const ICONS = {
  stats: BarChartOutlined,
  projects: ProjectOutlined,
  claims: FileDoneOutlined,
  enterprises: BankOutlined,
  imports: ImportOutlined,
  recognition: SafetyCertificateOutlined,
  bulletins: FileTextOutlined,
  external: ReadOutlined,
  schemes: CalculatorOutlined,
  geo: EnvironmentOutlined,
  check: FileSearchOutlined,
  users: TeamOutlined,
  audit: AuditOutlined,
};

export function MenuIcon({ name }: { name: MenuItem['icon'] }) {
  const Icon = ICONS[name];
  return <Icon aria-hidden="true" />;
}
