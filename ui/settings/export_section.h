#pragma once

#include "core/base/id.h"
#include "ui/settings/settings_section.h"

namespace dermis {

class CertificateCard;
class ClinicContext;
class CopyCard;
class EraseCard;
class HoldCard;
class TextLabel;

/// What leaves the clinic for a patient, what keeps records longer, and what is destroyed for good.
class ExportSection : public SettingsSection
{
    Q_OBJECT
public:
    explicit ExportSection(ClinicContext &context, QWidget *parent = nullptr);
    void refresh() override;
    /// Begins a patient's own copy.
    void askCopy(PatientId patient);

private:
    ClinicContext &m_context;
    TextLabel *m_notYours;
    CopyCard *m_copy;
    EraseCard *m_erase;
    CertificateCard *m_certificates;
    HoldCard *m_holds;
};

} // namespace dermis
