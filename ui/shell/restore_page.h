#pragma once

#include "core/backup/backup.h"
#include "ui/settings/restore_order.h"
#include "ui/shell/front_page.h"

#include <memory>
#include <optional>

class QLineEdit;
class QTimer;

namespace dermis {

class BackupContentsView;
class BackupPulse;
class Button;
class ErrorBanner;
class PasswordLine;
class ProgressPanel;
class Prompter;
class TextLabel;

/// Restores a backup while no clinic is open: on a bare computer, or in the place of one that was closed for
/// it.
class RestorePage : public FrontPage
{
    Q_OBJECT
public:
    /// `prompter` outlives the page.
    explicit RestorePage(Prompter &prompter, QWidget *parent = nullptr);
    ~RestorePage() override;
    /// Asks for the name and password, or the recovery key, of the backup's day.
    void begin(const QString &backup);
    /// Puts a backup in the place of the clinic at `path`, which nobody has open; `clinicKey` opens it.
    void replace(const QString &path, const std::shared_ptr<const FileKey> &clinicKey,
                 const RestoreOrder &order);

Q_SIGNALS:
    /// The clinic at `path` is the restored one; `words` say what else there is to know.
    void restored(const QString &path, const QString &title, const QString &words);
    /// Nothing was put aside.
    void notReplaced(const dermis::Error &error);
    void closed();

private:
    void makeForm();
    void showKeyKind();
    void unlock();
    void showInside(const Result<std::pair<Unlocked, BackupContents>> &inside);
    void askWhere();
    void restore(const QString &to);
    void showWork(const QString &title);
    void endWork();
    void tell(const Error &error);

    Prompter &m_prompter;
    QString m_backup;
    bool m_byRecoveryKey = false;
    std::optional<Unlocked> m_unlocked;
    std::shared_ptr<BackupPulse> m_pulse;
    QTimer *m_watch;
    TextLabel *m_title;
    TextLabel *m_words;
    ErrorBanner *m_banner;
    QWidget *m_asks;
    TextLabel *m_nameLabel;
    QLineEdit *m_name;
    TextLabel *m_passwordLabel;
    PasswordLine *m_password;
    Button *m_open;
    Button *m_otherWay;
    QWidget *m_found;
    BackupContentsView *m_contents;
    Button *m_restore;
    ProgressPanel *m_progress;
    Button *m_back;
};

} // namespace dermis
