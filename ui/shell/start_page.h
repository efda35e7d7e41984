#pragma once

#include "core/base/result.h"

#include <QWidget>

class QLineEdit;

namespace dermis {

class Button;
class ErrorBanner;
class Prompter;

/// The first start, when no clinic file is known: open one, or begin a new one.
class StartPage : public QWidget
{
    Q_OBJECT
public:
    /// `prompter` outlives the page.
    explicit StartPage(Prompter &prompter, QWidget *parent = nullptr);
    /// Why the file could not be opened or made.
    void tell(const Error &error);

Q_SIGNALS:
    void openRequested(const QString &path);
    void createRequested(const QString &path, const QString &practice, const QString &doctor);

private:
    QWidget *makeForm();
    void askOpen();
    void askCreate();
    void showReady();

    Prompter &m_prompter;
    ErrorBanner *m_banner;
    Button *m_open;
    QLineEdit *m_practice;
    QLineEdit *m_doctor;
    Button *m_create;
};

} // namespace dermis
