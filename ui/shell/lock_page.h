#pragma once

#include "core/base/result.h"
#include "ui/shell/front_page.h"
#include "ui/widgets/error_banner.h"

#include <QDateTime>
#include <QStringList>
#include <QTimer>

#include <chrono>
#include <functional>

class QLineEdit;

namespace dermis {

class Button;
class Card;
class ErrorBanner;
class PasswordLine;
class PersonList;
class SeverityTag;
class TextLabel;

/// Somebody who signed in on this computer before.
struct KnownPerson {
    QString name;
    QString role; ///< in words
    QString note = {}; ///< what waits for them, such as "1 draft kept"
    bool operator==(const KnownPerson &) const = default;
};

/// An encrypted clinic that is locked: a name, a password, and what to do without one. No patient is named here; the file
/// is closed.
class LockPage : public FrontPage
{
    Q_OBJECT
public:
    explicit LockPage(QWidget *parent = nullptr);
    /// How long a person has to wait after wrong passwords; asked again each second while it counts down.
    using WaitOf = std::function<std::chrono::seconds(const QString &name)>;
    void setWaits(WaitOf waitOf) { m_waitOf = std::move(waitOf); }
    /// Asks again. `name` is preselected; `lockedAt` (UTC) is invalid at the start; `idleMinutes` is 0 when somebody locked.
    void begin(const QList<KnownPerson> &people, const QString &name, const QDateTime &lockedAt, int idleMinutes);
    /// While the password is tried.
    void setBusy(bool busy);
    /// Why it did not open.
    void tell(const Error &error);
    /// What happened to the file before it was locked.
    void tellNews(BannerKind kind, const QString &title, const QString &words);
    /// When the last backup was proven (UTC); invalid when that is not known.
    void setBackupProvenAt(const QDateTime &at);

Q_SIGNALS:
    void unlockRequested(const QString &name, const QString &password);
    void recoveryRequested(const QString &recoveryKey);
    void otherFileRequested();
    /// The file is damaged and cannot be opened: it is to be brought back.
    void bringBackRequested();

private:
    /// Who says who it is, and how.
    enum class Asks { OneOfTheNames, AnyName, RecoveryKey };

    void makeForm();
    void connectControls();
    void showPeople(const QString &name);
    void ask(Asks what);
    void goBack();
    void showLabel();
    void showWait();
    std::chrono::seconds wait() const;
    void accept();
    QString name() const;

    QList<KnownPerson> m_people;
    Asks m_asks = Asks::AnyName;
    WaitOf m_waitOf;
    QTimer m_countDown;
    TextLabel *m_title;
    TextLabel *m_subtitle;
    ErrorBanner *m_banner;
    Card *m_card;
    PersonList *m_list;
    QWidget *m_nameField;
    QLineEdit *m_name;
    TextLabel *m_label;
    PasswordLine *m_password;
    Button *m_unlock;
    SeverityTag *m_capsLock;
    TextLabel *m_wait;
    Button *m_back;
    Button *m_forgot;
    Button *m_otherFile;
};

} // namespace dermis
