#pragma once

#include "ui/settings/settings_section.h"

class QComboBox;
class QRadioButton;

namespace dermis {

class ClinicContext;
class ScanFolderCard;

/// Light or dark, when to lock, and where the scanner puts its files: what this computer alone remembers.
class ComputerSection : public SettingsSection
{
    Q_OBJECT
public:
    explicit ComputerSection(ClinicContext &context, QWidget *parent = nullptr);
    void refresh() override;

Q_SIGNALS:
    /// 0: never.
    void lockAfterChanged(int minutes);
    void scanFolderChanged();

private:
    QWidget *makeAppearance();
    QWidget *makeLock();
    void chooseTheme();
    void chooseLock();

    QRadioButton *m_light;
    QRadioButton *m_dark;
    QComboBox *m_lock;
    ScanFolderCard *m_scans;
};

} // namespace dermis
