-- The table the default mapping file reads, as an example and for the demo. Run it as often as you like.
IF OBJECT_ID(N'dbo.hb_contacts', N'U') IS NULL
CREATE TABLE dbo.hb_contacts (
    numero_asociado varchar(20) NOT NULL,
    cedula varchar(20) NULL,
    firstname nvarchar(100) NULL,
    lastname nvarchar(100) NULL,
    email nvarchar(254) NULL,
    phone varchar(50) NULL,
    mobilephone varchar(50) NULL,
    whatsapp varchar(50) NULL,
    date_of_birth date NULL,
    marital_status tinyint NULL,
    provincia nvarchar(50) NULL,
    canton nvarchar(50) NULL,
    distrito nvarchar(50) NULL,
    salario_bruto decimal(18, 2) NULL,
    salario_neto decimal(18, 2) NULL,
    frecuencia_salario varchar(20) NULL,
    beneficiario_1_nombre nvarchar(200) NULL,
    beneficiario_1_cedula varchar(20) NULL,
    beneficiario_1_porcentaje decimal(5, 2) NULL,
    beneficiario_2_nombre nvarchar(200) NULL,
    beneficiario_2_cedula varchar(20) NULL,
    beneficiario_2_porcentaje decimal(5, 2) NULL,
    beneficiario_3_nombre nvarchar(200) NULL,
    beneficiario_3_cedula varchar(20) NULL,
    beneficiario_3_porcentaje decimal(5, 2) NULL,
    beneficiario_4_nombre nvarchar(200) NULL,
    beneficiario_4_cedula varchar(20) NULL,
    beneficiario_4_porcentaje decimal(5, 2) NULL,
    lastmodifieddate datetime2(3) NULL,
    CONSTRAINT PK_hb_contacts PRIMARY KEY CLUSTERED (numero_asociado)
);
GO

-- Detection pages along this index; without it every run reads the whole table.
IF NOT EXISTS (
    SELECT 1 FROM sys.indexes
    WHERE object_id = OBJECT_ID(N'dbo.hb_contacts') AND name = N'IX_hb_contacts_lastmodifieddate'
)
CREATE INDEX IX_hb_contacts_lastmodifieddate ON dbo.hb_contacts (lastmodifieddate, numero_asociado);
GO
