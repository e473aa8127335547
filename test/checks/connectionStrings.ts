/** A connection string, with the one sentence that ours ends in where SqlClient reads it, or fails later. */
export interface ConnectionStringCase {
  readonly text: string;
  /** Why we refuse it. Absent: we read it, and as SqlClient does. */
  readonly refused?: RegExp;
  /** We take it although SqlClient does not. */
  readonly isMercy?: true;
}

const LOGIN = 'Database=crm;User Id=sync;Password=secret';

/** What people write, from Microsoft's documentation, the Azure portal, old web.config files and typing errors. */
export const CONNECTION_STRINGS: readonly ConnectionStringCase[] = [
  // As Azure's portal, SSMS and documentation have them.
  {
    text: 'Server=tcp:coop.database.windows.net,1433;Initial Catalog=crm;Persist Security Info=False;User ID=sync;Password=secret;MultipleActiveResultSets=False;Encrypt=True;TrustServerCertificate=False;Connection Timeout=30;',
  },
  {
    text: 'Data Source=sql01;Initial Catalog=crm;User ID=sync;Password=secret;Connect Timeout=30;Encrypt=True;Trust Server Certificate=True;Application Intent=ReadWrite;Multi Subnet Failover=False',
  },
  {
    text: 'Server=tcp:coop.database.windows.net;Authentication=Active Directory Managed Identity;User Id=11111111-2222-3333-4444-555555555555;Database=crm',
  },
  { text: 'Server=coop.database.windows.net;Authentication=Active Directory Default;Database=crm;' },
  { text: 'Server=coop.database.windows.net;Authentication=ActiveDirectoryMSI;Database=crm' },
  { text: `Server=sql01;Authentication=SqlPassword;${LOGIN}` },
  { text: `Server=sql01;Authentication=Sql Password;${LOGIN}` },
  // Servers, ports and instances.
  { text: `Server=sql01;${LOGIN}` },
  { text: `Server=SQL01.coop.local;${LOGIN}` },
  { text: `Server=sql01,1444;${LOGIN}` },
  { text: `Server=sql01 , 1444 ;${LOGIN}` },
  { text: `Server=tcp:sql01,1444;${LOGIN}` },
  { text: `Server=TCP:sql01;${LOGIN}` },
  { text: `Server=sql01\\CRM;${LOGIN}` },
  { text: `Server=sql01\\CRM,1444;${LOGIN}` },
  { text: `Server=tcp:sql01\\CRM,1444;${LOGIN}` },
  { text: `Server=10.0.0.4,1433;${LOGIN}` },
  { text: `Server=.;${LOGIN}` },
  { text: `Server=(local);${LOGIN}` },
  { text: `Server=localhost;${LOGIN}` },
  { text: `Server=(local)\\CRM;${LOGIN}` },
  { text: `Address=sql01;${LOGIN}` },
  { text: `Addr=sql01;${LOGIN}` },
  { text: `Network Address=sql01;${LOGIN}` },
  { text: `Data Source=other;Server=sql01;${LOGIN}` },
  { text: `Server=sql01\\MSSQLSERVER;${LOGIN}`, isMercy: true },
  { text: `Server=sql01:1433;${LOGIN}`, refused: /colon before the port: write Server=host,port/ },
  { text: `Server=lpc:sql01;${LOGIN}`, refused: /shared memory \(lpc:\).*write Server=host,port/ },
  { text: `Server=np:sql01;${LOGIN}`, refused: /pipe \(np:\).*write Server=host,port/ },
  { text: `Server=\\\\sql01\\pipe\\sql\\query;${LOGIN}`, refused: /pipe.*write Server=host,port/ },
  { text: `Server=admin:sql01;${LOGIN}`, refused: /administrator’s connection.*leave admin: out/ },
  { text: `Server=(localdb)\\MSSQLLocalDB;${LOGIN}`, refused: /LocalDB.*write Server=host,port/ },
  { text: `Server=sql01,port;${LOGIN}`, refused: /port that is no number/ },
  { text: `Server=sql01,99999;${LOGIN}`, refused: /port that is no number from 1 to 65535/ },
  { text: LOGIN, refused: /has no Server/ },
  // Encryption and certificates.
  { text: `Server=sql01;Encrypt=Strict;${LOGIN}` },
  { text: `Server=sql01;Encrypt=strict;HostNameInCertificate=sql01.coop.local;${LOGIN}` },
  { text: `Server=sql01;Encrypt=Mandatory;${LOGIN}` },
  { text: `Server=sql01;Encrypt=Optional;${LOGIN}` },
  { text: `Server=sql01;Encrypt=yes;${LOGIN}` },
  { text: `Server=sql01;Encrypt=no;${LOGIN}` },
  { text: `Server=sql01;Encrypt=false;${LOGIN}` },
  { text: `Server=sql01;Encrypt=;${LOGIN}` },
  { text: `Server=sql01;Encrypt=true;TrustServerCertificate=yes;${LOGIN}` },
  { text: `Server=sql01;Encrypt=true;Host Name In Certificate=*.coop.local;${LOGIN}` },
  { text: `Server=sql01;Encrypt=perhaps;${LOGIN}`, refused: /value for encrypt that is none of/ },
  { text: `Server=sql01;TrustServerCertificate=maybe;${LOGIN}`, refused: /neither true nor false/ },
  {
    text: `Server=sql01;Encrypt=Strict;ServerCertificate=nowhere.cer;${LOGIN}`,
    refused: /Server Certificate that cannot be read/,
  },
  // Passwords and quotes.
  { text: 'Server=sql01;Database=crm;UID=sync;PWD=secret' },
  { text: 'Server=sql01;Database=crm;User=sync;Password="a;b=c"' },
  { text: `Server=sql01;Database=crm;User=sync;Password='it''s'` },
  { text: 'Server=sql01;Database=crm;User=sync;Password="with ""quotes"""' },
  { text: 'Server=sql01;Database=crm;User=sync;Password={a}' },
  { text: 'Server=sql01;Database=crm;User=sync;Password=a=b==c' },
  { text: 'Server=sql01;Database=crm;User=sync;Password=a  b ; ; Encrypt=false ;;' },
  { text: 'Server=sql01;Database=crm;User=sync;Password=secret;;Encrypt=Optional' },
  { text: 'Server=sql01;Database=crm;User=sync;Password=' },
  { text: '  Server = sql01 ;\n Database = crm ;\t User Id = sync ; Password = secret ' },
  { text: 'Server=sql01;Database=crm;User=sync;Password=first;Password=second' },
  {
    text: 'Server=sql01;Database=crm;User=sync;Password={a;b}',
    refused: /a keyword.*put a value that holds ; or = in quotes|is not a connection string/,
  },
  { text: 'Server=sql01;Database=crm;User=sync;Password="open', refused: /is not a connection string/ },
  { text: `Server=sql01;Databse=crm;User=sync;Password=secret`, refused: /keyword, the 2nd of it/ },
  { text: 'just some text', refused: /is not a connection string/ },
  { text: '', refused: /is not a connection string/ },
  // Windows.
  {
    text: 'Server=sql01;Database=crm;Integrated Security=true',
    refused: /Integrated Security.*User Id and Password.*Managed Identity/,
  },
  { text: 'Server=sql01;Database=crm;Integrated Security=SSPI', refused: /Integrated Security/ },
  { text: 'Server=sql01;Database=crm;Trusted_Connection=yes', refused: /Integrated Security/ },
  { text: `Server=sql01;Trusted_Connection=no;${LOGIN}` },
  { text: 'Server=sql01;Database=crm;User Id=COOP\\sync;Password=secret' },
  { text: 'Server=sql01;Authentication=Active Directory Interactive', refused: /Authentication that is not/ },
  {
    text: `Server=sql01;Authentication=Active Directory Password;${LOGIN}`,
    refused: /Authentication that is not supported: use "Active Directory Default"/,
  },
  // Pools, mirrors, replicas and the rest.
  { text: `Server=sql01;Min Pool Size=50;${LOGIN}` },
  { text: `Server=sql01;Min Pool Size=2;Max Pool Size=3;${LOGIN}` },
  { text: `Server=sql01;Max Pool Size=8;Pooling=true;${LOGIN}` },
  { text: `Server=sql01;Min Pool Size=many;${LOGIN}`, refused: /min pool size that is no whole number/ },
  { text: `Server=sql01;Failover Partner=sql02;${LOGIN}` },
  { text: `Server=sql01;Failover Partner=sql02\\CRM,1444;${LOGIN}` },
  { text: `Server=listener;ApplicationIntent=ReadOnly;MultiSubnetFailover=True;${LOGIN}` },
  { text: `Server=listener;Application Intent=Read Only;${LOGIN}`, isMercy: true },
  {
    text: `Server=listener;Application Intent=Sometimes;${LOGIN}`,
    refused: /application intent that is none/,
  },
  { text: `Server=sql01;Application Name=crm-sync;Workstation ID=ws;Current Language=Spanish;${LOGIN}` },
  { text: `Server=sql01;App=crm-sync;WSID=ws;Language=Spanish;${LOGIN}` },
  { text: `Server=sql01;Packet Size=8192;Command Timeout=90;Connect Retry Count=3;${LOGIN}` },
  { text: `Server=sql01;Column Encryption Setting=Disabled;${LOGIN}` },
  { text: `Server=sql01;Column Encryption Setting=Enabled;${LOGIN}`, refused: /Always Encrypted/ },
  { text: `Server=sql01;User Instance=true;${LOGIN}`, refused: /User Instance/ },
  { text: 'Server=sql01;AttachDbFilename=C:\\crm.mdf;User Id=sync;Password=x', refused: /database file/ },
];
