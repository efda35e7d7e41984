#pragma once

#include "core/base/result.h"
#include "ui/settings/settings_section.h"

#include <QDateTime>

class QLineEdit;

namespace dermis {

class Button;
class ClinicContext;
class ErrorBanner;
class RecoveryKeyView;
class TextLabel;

/// The key on paper that opens an encrypted clinic when every password is lost: made, shown once, and
/// checked.
class RecoveryKeySection : public SettingsSection
{
    Q_OBJECT
public:
    explicit RecoveryKeySection(ClinicContext &context, QWidget *parent = nullptr);
    void refresh() override;

private:
    /// A new key as it is shown.
    struct NewKey
    {
        QString text;
        QString qrText;
    };

    QWidget *makeMaking();
    QWidget *makeShown();
    QWidget *makeChecking();
    void askFirst();
    void make();
    void showKey(const Result<NewKey> &key);
    void putAway();
    void check();
    void tellChecked(const Result<> &checked);

    ClinicContext &m_context;
    QDateTime m_madeAt;
    ErrorBanner *m_banner;
    TextLabel *m_state;
    Button *m_make;
    QWidget *m_shown;
    RecoveryKeyView *m_view;
    Button *m_written;
    QLineEdit *m_typed;
    Button *m_check;
    ErrorBanner *m_checked;
};

} // namespace dermis
