-- The table the default mapping file reads: the columns of the cooperative's own tables of fields, one beneficiary, and the
-- stamp. For the demo and as an example. Run it as often as you like.
IF OBJECT_ID(N'dbo.hb_contacts', N'U') IS NULL
CREATE TABLE dbo.hb_contacts (
    numero_asociado varchar(20) NOT NULL,
    no__de_cedula varchar(20) NULL,
    firstname nvarchar(100) NULL,
    lastname nvarchar(100) NULL,
    email nvarchar(254) NULL,
    hs_whatsapp_phone_number varchar(50) NULL,
    telefono_habitacion varchar(50) NULL,
    telefono_oficina varchar(50) NULL,
    date_of_birth date NULL,
    marital_status tinyint NULL,
    provincia nvarchar(50) NULL,
    canton nvarchar(50) NULL,
    distrito nvarchar(50) NULL,
    salario_neto_semanal_o_quincenal decimal(18, 2) NULL,
    salario_bruto_semanal_o_quincenal decimal(18, 2) NULL,
    frecuencia_deposito_de_su_salario varchar(20) NULL,
    nombre_y_apellidos__beneficiario_01_ nvarchar(200) NULL,
    numero_de_cedula__beneficiario_1_ varchar(20) NULL,
    porcentaje__beneficiario_1_ decimal(5, 2) NULL,
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
