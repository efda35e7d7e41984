#pragma once

#include "core/access/staff.h"
#include "core/base/result.h"
#include "ui/widgets/card.h"

class QFormLayout;

namespace dermis {

class Button;
class ClinicContext;
class ErrorBanner;
class NewPassword;
class PasswordLine;
class TextLabel;

/// A person's password in an encrypted clinic: when it was set, and how to set another one.
class PasswordPanel : public Card
{
    Q_OBJECT
public:
    explicit PasswordPanel(ClinicContext &context, QWidget *parent = nullptr);
    /// A person who is kept; a null id while one is being added. Closes the fields when it is another person.
    void setPerson(const Staff &person);
    /// Opens the fields for a new password, where the person at the computer may set it.
    void ask();

Q_SIGNALS:
    /// A password was set; this is the person as stored now.
    void given(const dermis::Staff &person);

private:
    QWidget *makeFields();
    void close();
    void showState();
    void showReady();
    void setBusy(bool busy);
    void give();
    void settle(const Result<Staff> &person);
    bool isOwn() const;
    bool mayGive() const;
    bool asksPresent() const;

    ClinicContext &m_context;
    Staff m_person;
    bool m_wasOffered = false; ///< to who came by the recovery key
    TextLabel *m_state;
    Button *m_ask;
    ErrorBanner *m_banner;
    QWidget *m_fields;
    QFormLayout *m_presentRow;
    PasswordLine *m_present;
    NewPassword *m_new;
    Button *m_notNow;
    Button *m_give;
};

} // namespace dermis
