#pragma once

#include "core/safety/rule_set.h"
#include "ui/settings/settings_section.h"

class QComboBox;
class QListWidget;

namespace dermis {

class Button;
class ClinicContext;
class ErrorBanner;
class PasswordLine;
class TextLabel;

/// Which safety rules are in force; the clinic's own rules: taken in, compared rule by rule, saved, signed off.
class RulesSection : public SettingsSection
{
    Q_OBJECT
public:
    explicit RulesSection(ClinicContext &context, QWidget *parent = nullptr);
    void refresh() override;

private:
    enum Against { InForce, AsShipped };
    void build();
    void offerVersions();
    void showStanding();
    void showChanges();
    Result<QStringList> changes() const;
    const PracticeRules *shown() const;
    void choose();
    void takeIn(const QString &path);
    void save(const QString &path);
    void confirm();
    void signOff();
    bool asksPassword() const;

    ClinicContext &m_context;
    RuleSetInForce m_inForce;
    ErrorBanner *m_banner;
    TextLabel *m_standing;
    TextLabel *m_own;
    QComboBox *m_against;
    QListWidget *m_changes;
    Button *m_take;
    Button *m_save;
    TextLabel *m_signing;
    PasswordLine *m_password;
    Button *m_sign;
};

} // namespace dermis
