#pragma once

#include "core/backup/backup_list.h"
#include "core/vault/vault.h"
#include "ui/context/words.h"
#include "ui/settings/restore_order.h"

#include <QWidget>

#include <memory>

class QComboBox;
class QLineEdit;

namespace dermis {

class BackupContentsView;
class BackupPulse;
class Button;
class ClinicContext;
class ErrorBanner;
class PasswordLine;
class ProgressPanel;
class TextLabel;

/// Looks inside a backup, compares it with the clinic, and restores it: to a new file, or in the clinic's
/// place.
class BackupInsideView : public QWidget
{
    Q_OBJECT
public:
    /// `context` outlives the view.
    explicit BackupInsideView(ClinicContext &context, QWidget *parent = nullptr);
    ~BackupInsideView() override;
    /// `toRestore`: leads on to the restore in place.
    void open(bool toRestore);

Q_SIGNALS:
    void closed();
    /// The window is to close the clinic and put the backup in its place.
    void restoreRequested(const dermis::RestoreOrder &order);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Inside;
    QWidget *makeChoice();
    QWidget *makeUnlocking();
    QWidget *makeInside();
    QWidget *makeConfirming();
    void fillChoice();
    void chooseFile();
    QString chosen() const;
    void look();
    void unlockWithPassword();
    void showInside(const Result<Inside> &inside);
    void restoreToFile();
    void runRestore(const QString &to);
    void tellRestored(const Result<> &restored, const QString &to);
    void confirm();
    void tell(const ErrorWords &told);
    void setBusy(bool busy);

    ClinicContext &m_context;
    bool m_toRestore = false;
    quint64 m_job = 0; // only the newest look counts
    std::optional<Unlocked> m_unlocked;
    std::shared_ptr<BackupPulse> m_pulse;
    QComboBox *m_choice;
    ErrorBanner *m_banner;
    QWidget *m_unlocking;
    QLineEdit *m_name;
    PasswordLine *m_dayPassword;
    QWidget *m_inside;
    BackupContentsView *m_contents;
    Button *m_toFile;
    Button *m_inPlace;
    ProgressPanel *m_progress;
    QWidget *m_confirming;
    TextLabel *m_warning;
    PasswordLine *m_password;
    Button *m_confirm;
};

} // namespace dermis
