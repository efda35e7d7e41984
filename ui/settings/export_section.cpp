#include "ui/settings/export_section.h"

#include "core/access/permissions.h"
#include "ui/context/clinic_context.h"
#include "ui/settings/card_parts.h"
#include "ui/settings/certificate_card.h"
#include "ui/settings/copy_card.h"
#include "ui/settings/erase_card.h"
#include "ui/settings/hold_card.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>

namespace dermis {

namespace {


} // namespace

ExportSection::ExportSection(ClinicContext &context, QWidget *parent)
    : SettingsSection(parent)
    , m_context(context)
    , m_notYours(
          sentence(tr("The owner and the dermatologist give out copies, hold records and destroy them.")))
    , m_copy(new CopyCard(context))
    , m_erase(new EraseCard(context))
    , m_certificates(new CertificateCard(context))
    , m_holds(new HoldCard(context))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 10, 16, 16);
    column->setSpacing(10);
    for (QWidget *part :
         {static_cast<QWidget *>(m_notYours), static_cast<QWidget *>(m_copy), static_cast<QWidget *>(m_erase),
          static_cast<QWidget *>(m_certificates), static_cast<QWidget *>(m_holds)}) {
        part->setMaximumWidth(formWidth);
        column->addWidget(part);
    }
    column->addStretch(1);
    connect(m_erase, &EraseCard::destroyed, m_certificates, &CertificateCard::refresh);
    connect(m_holds, &HoldCard::changed, m_erase, &EraseCard::refresh);
}

void ExportSection::refresh()
{
    const bool isAllowed = may(m_context.actor().roles, Permission::Retention);
    m_notYours->setVisible(!isAllowed);
    for (QWidget *card : {static_cast<QWidget *>(m_copy), static_cast<QWidget *>(m_erase),
                          static_cast<QWidget *>(m_certificates), static_cast<QWidget *>(m_holds)})
        card->setVisible(isAllowed);
    if (!isAllowed)
        return;
    m_copy->refresh();
    m_erase->refresh();
    m_certificates->refresh();
    m_holds->refresh();
}

void ExportSection::askCopy(PatientId patient)
{
    refresh();
    m_copy->ask(patient);
}

} // namespace dermis
