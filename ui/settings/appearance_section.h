#pragma once

#include "ui/settings/settings_section.h"

class QRadioButton;

namespace dermis {

/// Light or dark, for this computer.
class AppearanceSection : public SettingsSection
{
    Q_OBJECT
public:
    explicit AppearanceSection(QWidget *parent = nullptr);
    void refresh() override;

private:
    void choose();
    QRadioButton *m_light;
    QRadioButton *m_dark;
};

} // namespace dermis
