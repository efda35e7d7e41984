#pragma once

#include "core/base/result.h"
#include "ui/shell/front_page.h"

class QLineEdit;

namespace dermis {

class Button;
class ErrorBanner;
class NewPassword;
class Prompter;

/// The first start, when no clinic file is known: open one, or begin a new one.
class StartPage : public FrontPage
{
    Q_OBJECT
public:
    /// `prompter` outlives the page.
    explicit StartPage(Prompter &prompter, QWidget *parent = nullptr);
    /// Why the file could not be opened or made; a damaged one can be brought back.
    void tell(const Error &error, const QString &path = QString());
    /// The file lies on a network share of that kind: it can be read only.
    void tellShare(const QString &path, const QString &kind);
    /// While a clinic is made.
    void setBusy(bool busy);

Q_SIGNALS:
    void openRequested(const QString &path);
    /// Of the backup at `path`, to a new clinic file.
    void restoreRequested(const QString &path);
    void openToReadRequested(const QString &path);
    void recoveryRequested(const QString &path);
    void createRequested(const QString &path, const QString &practice, const QString &doctor, const QString &password);

private:
    QWidget *makeCard();
    void askOpen();
    void askRestore();
    void askCreate();
    void askDamaged();
    void act();
    void showReady();

    Prompter &m_prompter;
    ErrorBanner *m_banner;
    Button *m_open;
    Button *m_restore;
    Button *m_damaged;
    QString m_path; // that the banner speaks of
    bool m_isShare = false;
    QLineEdit *m_practice;
    QLineEdit *m_doctor;
    NewPassword *m_password;
    Button *m_create;
};

} // namespace dermis
