#pragma once

#include "core/backup/backup_list.h"
#include "ui/settings/restore_order.h"
#include "ui/settings/settings_section.h"

#include <memory>

class QBoxLayout;
class QStackedWidget;

namespace dermis {

class BackupInsideView;
class BackupListView;
class BackupNightsCard;
class BackupPlacesCard;
class BackupPlanCard;
class BackupProofCard;
class BackupRunner;
class Button;
class ClinicContext;
class PrintServer;
class SheetPane;
class TextLabel;

/// Backups: the last proof, where copies go and when, what became of the last nights, and the way back.
class BackupSection : public SettingsSection
{
    Q_OBJECT
public:
    /// Both outlive the section; `server` may be null: then the proof can be saved only.
    BackupSection(ClinicContext &context, BackupRunner &runner, std::shared_ptr<PrintServer> server,
                  QWidget *parent = nullptr);
    void refresh() override;
    void setRoom(int width) override;

Q_SIGNALS:
    void recoveryKeyRequested();
    void restoreRequested(const dermis::RestoreOrder &order);

private:
    QWidget *makeOverview();
    QWidget *makeRestore();
    QWidget *makeRecoveryKey();
    void printProof(const Backup &backup);
    void showOverview();

    ClinicContext &m_context;
    QStackedWidget *m_views;
    QWidget *m_overview = nullptr;
    QBoxLayout *m_columns = nullptr;
    BackupProofCard *m_proof;
    BackupPlacesCard *m_places;
    BackupPlanCard *m_plan;
    BackupNightsCard *m_nights;
    BackupInsideView *m_inside;
    BackupListView *m_list;
    SheetPane *m_sheet;
    Button *m_look;
    Button *m_restore;
    TextLabel *m_keyWords;
};

} // namespace dermis
