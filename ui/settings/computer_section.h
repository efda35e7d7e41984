#pragma once

#include "ui/settings/settings_section.h"

class QComboBox;
class QRadioButton;

namespace dermis {

/// Light or dark, and when to lock: what this computer alone remembers.
class ComputerSection : public SettingsSection
{
    Q_OBJECT
public:
    explicit ComputerSection(QWidget *parent = nullptr);
    void refresh() override;

Q_SIGNALS:
    /// 0: never.
    void lockAfterChanged(int minutes);

private:
    QWidget *makeAppearance();
    QWidget *makeLock();
    void chooseTheme();
    void chooseLock();

    QRadioButton *m_light;
    QRadioButton *m_dark;
    QComboBox *m_lock;
};

} // namespace dermis
